import * as t from 'io-ts';
import type { ModelListing, WireHeaders } from '../../answer/Wire.ts';
import { members } from '../../codec/members.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { type Issue, mustBe, notTogether } from '../../errors/Issue.ts';
import { hasCredentials } from '../../http/withoutCredentials.ts';
import { type ApiKey, ApiKeyCodec, bearer, keyHeaders } from '../../provider/apiKey.ts';
import { checkOptions } from '../../provider/checkOptions.ts';
import { createProvider } from '../../provider/createProvider.ts';
import type { Provider } from '../../provider/Provider.ts';
import { optionsCodec, type ProviderOptions } from '../../provider/ProviderOptions.ts';
import { FINISH_WORDS } from './finishWords.ts';
import { GEMINI_FIELDS, geminiBody } from './geminiBody.ts';
import { GeminiAnswerCodec, GeminiFrameCodec } from './geminiCodecs.ts';
import type { GeminiFrame } from './GeminiFrame.ts';
import { geminiListing, vertexListing } from './geminiListing.ts';
import { geminiPlace, type VertexPlace } from './geminiPlace.ts';
import { GeminiReader } from './GeminiReader.ts';
import { readGeminiError } from './readGeminiError.ts';

/** Options of `gemini`. */
export interface GeminiOptions extends ProviderOptions {
  /**
   * The base URL of the service: a host, with a path before the wire's own, or with a version of the wire (`/v1`).
   *
   * @default 'https://generativelanguage.googleapis.com', or Vertex's host for `vertex.location`
   */
  readonly baseUrl?: string | undefined;
  /** Sent as `x-goog-api-key`, never in a URL. A function is called for each answer. With `vertex` it is a key of Vertex's express mode. */
  readonly apiKey?: ApiKey | undefined;
  /** Sent as `Authorization: Bearer …`. It is short-lived: pass a function, which is called for each answer. */
  readonly accessToken?: ApiKey | undefined;
  /** Uses Vertex AI instead of the developer API. */
  readonly vertex?: VertexPlace | undefined;
  /** The model for requests without a `model`. */
  readonly defaultModel?: string | undefined;
}

const Location = t.refinement(t.string, (name) => /^[a-z0-9-]+$/.test(name), 'a location: global, us or europe-west4');
const Project = t.refinement(t.string, (id) => /^[\w.:-]+$/.test(id), "a project's id");

const Options = optionsCodec<GeminiOptions>('gemini', {
  apiKey: ApiKeyCodec,
  accessToken: ApiKeyCodec,
  vertex: members<VertexPlace>(
    'an object of project and location',
    { project: Project, location: Location },
    { noun: 'member of vertex' },
  ),
  defaultModel: t.string,
});

/**
 * Google's Gemini models through their native API: the developer API (Google AI Studio), or Vertex AI.
 *
 * Throws `InvalidRequestError` for bad options.
 *
 * @see https://ai.google.dev/api/generate-content
 * @example
 * ```ts
 * import { gemini, toText } from 'rxllm';
 *
 * const google = gemini({ apiKey: () => process.env['GEMINI_API_KEY'] ?? '' });
 * google
 *   .stream({ model: 'gemini-3-flash-preview', messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(toText())
 *   .subscribe({ next: (piece) => process.stdout.write(piece), error: console.error });
 * ```
 */
export function gemini(options: GeminiOptions = {}): Provider {
  checkOptions(options, Options);
  const issues = issuesOfPlace(options);
  if (issues.length > 0) throw new InvalidRequestError(issues);
  const { baseUrl, vertex, apiKey, accessToken, defaultModel, blocks: givesBlocks = true } = options;
  const place = geminiPlace({ baseUrl, vertex, isExpress: apiKey !== undefined });
  const finishWords = vertex ? FINISH_WORDS.vertex : FINISH_WORDS.developer;
  const auth = (): WireHeaders | Promise<WireHeaders> =>
    accessToken === undefined
      ? keyHeaders(apiKey, 'apiKey', (key) => ({ 'x-goog-api-key': key }))
      : keyHeaders(accessToken, 'accessToken', bearer);
  // If the key is known already, one that HTTP cannot carry is reported at once.
  if (typeof (accessToken ?? apiKey) === 'string') void auth();
  const provider = createProvider<GeminiFrame>(
    {
      name: 'gemini',
      url: vertex ? 'https://cloud.google.com/vertex-ai' : 'https://ai.google.dev/',
      defaultModel,
      endpoints: ({ model, stream }) => place.endpoint(model, stream),
      listing: listingOf(place.modelsUrl, vertex),
      carries: GEMINI_FIELDS,
      headers: auth,
      body: (call) => geminiBody(call, vertex === undefined),
      frame: GeminiFrameCodec,
      answer: GeminiAnswerCodec,
      open: () => new GeminiReader({ givesBlocks, finishWords }),
      readError: readGeminiError,
    },
    options,
  );
  return { ...provider, endpoints: { '*': place.pattern } };
}

const listingOf = (url: string, vertex: VertexPlace | undefined): ModelListing =>
  vertex ? vertexListing(url) : geminiListing(url);

/** Finds mistakes that would otherwise only show as a refusal, or as a key that is not sent. */
function issuesOfPlace({ baseUrl = '', vertex, apiKey, accessToken }: GeminiOptions): readonly Issue[] {
  const issues: Issue[] = [];
  const refuse = (path: string, message: string): void => void issues.push({ path, expected: 'nothing', message });
  if (apiKey !== undefined && accessToken !== undefined) {
    issues.push(notTogether('options/accessToken', 'options/apiKey'));
  }
  if (accessToken !== undefined && hasCredentials(baseUrl)) {
    issues.push(notTogether('options/accessToken', 'the credentials in options/baseUrl'));
  }
  if (vertex && vertex.project === undefined && apiKey === undefined) {
    issues.push(mustBe('options/vertex/project', "a project's id, where there is no options/apiKey"));
  }
  if (/\/openai\/*(?:[?#]|$)/.test(baseUrl)) {
    refuse('options/baseUrl', 'options/baseUrl must not end in /openai: that is for openAICompatible');
  }
  if (/\/v1[a-z0-9]*\/(?:.+\/)?models(?:[/?#]|$)|:(?:streamG|g)enerateContent/.test(baseUrl)) {
    refuse('options/baseUrl', 'options/baseUrl must end before /models: the provider adds its path itself');
  }
  return issues;
}
