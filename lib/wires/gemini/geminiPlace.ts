import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { joinUrl } from '../asking/joinUrl.ts';

/** A project of Google Cloud's, and where its models run. */
export interface VertexPlace {
  /** The project's id. Not needed with an `apiKey`, whose project is known. */
  readonly project?: string | undefined;
  /**
   * A region (`europe-west4`), `us`, `eu` or `global`.
   *
   * @default 'global'
   */
  readonly location?: string | undefined;
}

/** Which of the two services is asked, and where. */
export interface PlaceOptions {
  /** Takes the place of the service's own host. */
  readonly baseUrl?: string | undefined;
  readonly vertex?: VertexPlace | undefined;
  /** Is Vertex asked by a key? Then no path names the project. */
  readonly isExpress: boolean;
}

/** Where a service's models are. */
export interface GeminiPlace {
  /** Where one model answers; throws an `InvalidRequestError` for a name that is no path. */
  readonly endpoint: (model: string, stream: boolean) => string;
  /** Where any model answers, for people. */
  readonly pattern: string;
  /** Where the models are listed. */
  readonly modelsUrl: string;
}

/** A base URL may say which version of the service it wants. */
const VERSION = /\/v\d+(?:alpha|beta)?\d*\/*$/;

/** Where a service's models are. */
export function geminiPlace({ baseUrl, vertex, isExpress }: PlaceOptions): GeminiPlace {
  const { project = '', location = 'global' } = vertex ?? {};
  const host = baseUrl ?? (vertex ? vertexHost(isExpress ? 'global' : location) : DEVELOPER_HOST);
  const versioned = VERSION.test(pathOf(host)) ? host : joinUrl(host, vertex ? '/v1beta1' : '/v1beta');
  const scope = `/projects/${encodeURIComponent(project)}/locations/${location}`;
  const scoped = vertex && !isExpress ? joinUrl(versioned, scope) : versioned;
  const models = vertex ? 'publishers/google/models' : 'models';
  return {
    endpoint(model, stream) {
      // Vertex's own names of tuned models are whole paths.
      const root = model.startsWith('projects/') ? versioned : scoped;
      const resource = model.includes('/') ? pathSegments(model) : `${models}/${pathSegments(model)}`;
      const url = joinUrl(root, `/${resource}:${stream ? 'streamGenerateContent' : 'generateContent'}`);
      return stream ? `${url}${url.includes('?') ? '&' : '?'}alt=sse` : url;
    },
    pattern: joinUrl(scoped, `/${models}/{model}:streamGenerateContent`).replace('%7Bmodel%7D', '{model}'),
    modelsUrl: joinUrl(versioned, `/${models}`),
  };
}

const DEVELOPER_HOST = 'https://generativelanguage.googleapis.com';

function vertexHost(location: string): string {
  if (location === 'global') return 'https://aiplatform.googleapis.com';
  if (location === 'us' || location === 'eu') return `https://aiplatform.${location}.rep.googleapis.com`;
  return `https://${location}-aiplatform.googleapis.com`;
}

const pathOf = (url: string): string => url.split(/[?#]/, 1)[0] ?? '';

/** A name of a model as a path that leads nowhere else. */
function pathSegments(model: string): string {
  const segments = model.split('/');
  if (segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..')) {
    return segments.map(encodeURIComponent).join('/');
  }
  const message = 'model must be a name, or a path without empty, "." and ".." segments';
  throw new InvalidRequestError([{ path: 'model', expected: 'a name of a model', message }]);
}
