/* global test */
const { check } = require('./check.cjs');

const entries = ['rxjs', 'rxllm', 'rxllm/testing', 'rxllm/tools', 'rxllm/server'].map((name) => require(name));
require('rxllm/redis');
require('rxllm/relay');

test('rxllm', () => check(...entries));
