import type { FrameReader, ReadFrame, Wire } from '../answer/Wire.ts';
import type { ProviderDefinition } from './ProviderDefinition.ts';
import { usualListing } from './usualListing.ts';

/** The wire that a definition describes, with its defaults filled in. */
export function wireOf<Frame>(definition: ProviderDefinition<Frame>): Wire<Frame> {
  const { name, endpoints, headers, query = {}, body, framing = 'sse', frame, answer = frame } = definition;
  const { transforms = true, toChunks, open, isEnd, readError, listing, modelsEndpoint, deadlines = {} } = definition;
  return {
    name,
    endpoint: typeof endpoints === 'function' ? endpoints : ({ model }) => endpointOf(endpoints, model),
    headers: headers ?? (() => ({})),
    query,
    body,
    framing,
    frame,
    answer,
    transforms,
    open: (call) => toReader(open?.(call) ?? toChunks ?? (() => [])),
    isEnd,
    readError,
    listing: listing ?? (modelsEndpoint === undefined ? undefined : usualListing(modelsEndpoint)),
    deadlines,
  };
}

const endpointOf = (endpoints: Readonly<Record<string, string>>, model: string): string =>
  (Object.hasOwn(endpoints, model) ? endpoints[model] : endpoints['*']) ?? '';

const toReader = <Frame>(reader: ReadFrame<Frame> | FrameReader<Frame>): FrameReader<Frame> =>
  typeof reader === 'function' ? { read: reader } : reader;
