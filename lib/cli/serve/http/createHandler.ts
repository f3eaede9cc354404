import { failureOf } from '../../../server/failure/failureOf.ts';
import { Refusal } from '../../../server/failure/Refusal.ts';
import { failureResponse } from '../../../server/transport/failureResponse.ts';
import type { Settings } from '../page/Settings.ts';
import type { Answers } from './Answers.ts';
import { isAnswerId } from './AskedAnswer.ts';
import { isOwnName } from './isOwnName.ts';
import type { PageFiles } from './PageFiles.ts';
import { pageResponse } from './pageResponse.ts';

/** The parts of the server. */
export interface Parts {
  readonly gateway: (request: Request) => Promise<Response>;
  readonly answers: Answers;
  readonly page: PageFiles;
  readonly settings: Settings;
  /** The value of `--host`. */
  readonly host: string;
}

const READS = ['GET', 'HEAD'];

/** Routes a request by its path. Never rejects. */
export function createHandler(parts: Parts): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return await answer(request, parts);
    } catch (error) {
      const { body, ...head } = failureResponse(failureOf(error));
      return new Response(body, head);
    }
  };
}

async function answer(request: Request, { gateway, answers, page, settings, host }: Parts): Promise<Response> {
  const { method } = request;
  const { pathname } = new URL(request.url);
  if (isFromPage(request) && !isOwnName(request.headers.get('host') ?? '', host)) throw new Refusal(FOREIGN_NAME);
  if (pathname.startsWith('/v1/')) return gateway(request);

  const file = page.get(pathname);
  if (file !== undefined) {
    allow(READS, method);
    return pageResponse(file, method);
  }
  if (pathname === '/settings') {
    allow(READS, method);
    return Response.json(settings, { headers: { 'cache-control': 'no-store' } });
  }
  if (pathname === '/answers') {
    allow(['POST'], method);
    return answers.ask(request);
  }
  const id = /^\/answers\/([^/]+)$/.exec(pathname)?.[1];
  if (id === undefined || !isAnswerId(id)) throw new Refusal(NO_PATH);
  allow(['GET', 'DELETE'], method);
  return method === 'GET' ? answers.resume(id, request) : answers.stop(id);
}

/** A program may use any name for the server. Only a browser can be sent here by a stranger's name. */
const isFromPage = ({ headers }: Request): boolean => headers.has('origin') || headers.has('sec-fetch-site');

function allow(methods: readonly string[], method: string): void {
  if (methods.includes(method)) return;
  const names = methods.join(', ');
  throw new Refusal({ status: 405, message: `The method must be ${names}.`, headers: { allow: names } });
}

const NO_PATH = {
  status: 404,
  code: 'not_found',
  message: "There is no such path: the chat page is at /, and OpenAI's API at /v1.",
};
const FOREIGN_NAME = {
  status: 421,
  message: 'This server is not known by that name: open it by its address, or start it with --host NAME.',
};
