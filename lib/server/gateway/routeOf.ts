import { Refusal } from '../failure/Refusal.ts';

/** The routes of the gateway. */
export type Route =
  | { readonly name: 'chat' }
  | { readonly name: 'models' }
  | { readonly name: 'model'; readonly id: string };

/** The methods of each route. */
const METHODS: Readonly<Record<Route['name'], readonly string[]>> = {
  chat: ['POST'],
  models: ['GET', 'HEAD'],
  model: ['GET', 'HEAD'],
};

/** The route of a request. Raises a `Refusal` for a path or a method that does not exist. */
export function routeOf(request: Request, basePath: string): Route {
  const route = knownRouteOf(request, basePath);
  const methods = METHODS[route.name];
  if (!methods.includes(request.method)) {
    const allow = methods.join(', ');
    throw new Refusal({ status: 405, message: `The method must be ${allow}.`, headers: { allow } });
  }
  return route;
}

/** The methods of the request's path. Raises a `Refusal` for a path that does not exist. */
export const methodsOf = (request: Request, basePath: string): readonly string[] =>
  METHODS[knownRouteOf(request, basePath).name];

function knownRouteOf({ url }: Request, basePath: string): Route {
  const route = routeOfPath(new URL(url).pathname, basePath);
  if (route === undefined) throw new Refusal({ status: 404, message: 'There is no such path.', code: 'not_found' });
  return route;
}

function routeOfPath(pathname: string, basePath: string): Route | undefined {
  const base = basePath.replace(/\/+$/, '');
  if (!pathname.startsWith(`${base}/`)) return undefined;
  const path = pathname.slice(base.length + 1).replace(/\/$/, '');
  if (path === 'chat/completions') return { name: 'chat' };
  if (path === 'models') return { name: 'models' };
  // Model names may contain slashes, plain or encoded.
  const id = path.startsWith('models/') ? decode(path.slice('models/'.length)) : undefined;
  return id === undefined ? undefined : { name: 'model', id };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
