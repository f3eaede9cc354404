import { createRequire } from 'node:module';
import * as rxjs from 'rxjs';
import * as rxllm from 'rxllm';
import * as server from 'rxllm/server';
import * as testing from 'rxllm/testing';
import * as tools from 'rxllm/tools';
import 'rxllm/redis';
import 'rxllm/relay';

const { check } = createRequire(import.meta.url)('./check.cjs');
await check(rxjs, rxllm, testing, tools, server);
