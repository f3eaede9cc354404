require('rxllm/redis');
require('rxllm/relay');
const { check } = require('./check.cjs');

const entries = ['rxjs', 'rxllm', 'rxllm/testing', 'rxllm/tools', 'rxllm/server'].map((name) => require(name));
void check(...entries);
