import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { joinUrl } from '../asking/joinUrl.ts';

/** A project in Google Cloud, and where its models run. */
export interface VertexPlace {
  /** The project's id. Not needed with an `apiKey`, which identifies the project. */
  readonly project?: string | undefined;
  /**
   * A region (`europe-west4`), `us`, `eu` or `global`.
   *
   * @default 'global'
   */
  readonly location?: string | undefined;
}

/** Which of the two services is used, and where. */
export interface PlaceOptions {
  /** Replaces the service's own host. */
  readonly baseUrl?: string | undefined;
  readonly vertex?: VertexPlace | undefined;
  /** Whether Vertex is used with a key. The path then contains no project. */
  readonly isExpress: boolean;
}

/** The URLs of a service's models. */
export interface GeminiPlace {
  /** The URL at which one model answers; throws an `InvalidRequestError` for a name that is not a valid path. */
  readonly endpoint: (model: string, stream: boolean) => string;
  /** The URL pattern for any model, for display. */
  readonly pattern: string;
  /** The URL of the list of models. */
  readonly modelsUrl: string;
}

/** A base URL may include the version of the service. */
const VERSION = /\/v\d+(?:alpha|beta)?\d*\/*$/;

/** The URLs of a service's models. */
export function geminiPlace({ baseUrl, vertex, isExpress }: PlaceOptions): GeminiPlace {
  const { project = '', location = 'global' } = vertex ?? {};
  const host = baseUrl ?? (vertex ? vertexHost(isExpress ? 'global' : location) : DEVELOPER_HOST);
  const versioned = VERSION.test(pathOf(host)) ? host : joinUrl(host, vertex ? '/v1beta1' : '/v1beta');
  const scope = `/projects/${encodeURIComponent(project)}/locations/${location}`;
  const scoped = vertex && !isExpress ? joinUrl(versioned, scope) : versioned;
  const models = vertex ? 'publishers/google/models' : 'models';
  return {
    endpoint(model, stream) {
      // Vertex's own names of tuned models are complete paths.
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

/** The name of a model as path segments that cannot lead elsewhere. */
function pathSegments(model: string): string {
  const segments = model.split('/');
  if (segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..')) {
    return segments.map(encodeURIComponent).join('/');
  }
  const message = 'model must be a name, or a path without empty, "." and ".." segments';
  throw new InvalidRequestError([{ path: 'model', expected: 'a name of a model', message }]);
}
