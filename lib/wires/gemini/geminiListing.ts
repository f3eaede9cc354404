import * as t from 'io-ts';
import type { ModelListing } from '../../answer/Wire.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';

type Json = Readonly<Record<string, unknown>>;

const GENERATES = 'generateContent';

/** A page of the developer API's list. A page without models is an empty object. */
const isPage =
  (member: string) =>
  (page: Json): boolean =>
    Array.isArray(page[member]) || 'nextPageToken' in page || Object.keys(page).length === 0;

const DeveloperPage = t.refinement(t.UnknownRecord, isPage('models'), 'a page of models');
const VertexPage = t.refinement(t.UnknownRecord, isPage('publisherModels'), 'a page of models');

/** The developer API's list: the models that can answer, without the `models/` prefix. */
export function geminiListing(url: string): ModelListing<Json> {
  const endpoint = withParameter(url, 'pageSize', '1000');
  return {
    endpoint,
    codec: DeveloperPage,
    names: ({ models }) => listOf(models).flatMap((model) => (answers(model) ? nameOf(model, /^models\//) : [])),
    next: (page) => nextPage(endpoint, page),
  };
}

/** Vertex's list of Google's own models. It does not say what each can do: those that can answer are named `gemini` or `gemma`. */
export function vertexListing(url: string): ModelListing<Json> {
  const endpoint = withParameter(url, 'pageSize', '100');
  return {
    endpoint,
    codec: VertexPage,
    names: ({ publisherModels }) =>
      listOf(publisherModels)
        .flatMap((model) => nameOf(model, /^publishers\/google\/models\//))
        .filter((name) => /^gem(?:ini|ma)-/.test(name) && !name.includes('embedding')),
    next: (page) => nextPage(endpoint, page),
  };
}

/** Whether a model can answer. One that does not list what it can do is assumed to. */
function answers(model: unknown): boolean {
  const methods = isRecord(model) ? model['supportedGenerationMethods'] : undefined;
  return !Array.isArray(methods) || methods.includes(GENERATES);
}

function nameOf(model: unknown, prefix: RegExp): readonly string[] {
  const name = isRecord(model) ? model['name'] : model;
  return typeof name === 'string' && name !== '' ? [name.replace(prefix, '')] : [];
}

function nextPage(endpoint: string, { nextPageToken }: Json): string | undefined {
  if (typeof nextPageToken !== 'string' || nextPageToken === '') return undefined;
  return withParameter(endpoint, 'pageToken', nextPageToken);
}

const withParameter = (url: string, name: string, value: string): string =>
  `${url}${url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
