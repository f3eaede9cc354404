import { Agent } from 'node:https';
import { create } from 'axios';
import { wireSamples } from '../../lib/testing/index.ts';
import type { Fault, FaultRow } from '../../lib/testing/conformance/faults/Fault.ts';
import {
  always,
  connection,
  faultRows,
  lostConnection,
  onlyAtConnect,
} from '../../lib/testing/conformance/faults/faultRows.ts';
import { faultScript, forEachPhase } from '../../lib/testing/conformance/faults/faultScript.ts';
import { certificate } from '../support/certificate.ts';

const sample = wireSamples.openAI;
const script = faultScript(sample);

/** TLS, with a certificate that the client trusts or not. */
const secure = { secure: certificate };
const trusting: Partial<Fault> = {
  ...secure,
  options: { axios: create({ httpsAgent: new Agent({ ca: certificate.cert }) }) },
};

/** Not asked for, and so more than Node's fetch takes. */
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';

/** Every fault at every time: those of the conformance kit, and what only Node's own client can be tried with. */
export const faults: Readonly<Record<string, FaultRow>> = {
  ...faultRows(sample),

  'DNS failure': onlyAtConnect(
    // The name is reserved for this (RFC 6761).
    { expected: connection('ENOTFOUND'), play: () => undefined, url: 'http://nobody.invalid' },
    'a name is looked up before there is a connection',
  ),

  'TLS failure': always(
    script,
    'chunked',
    ({ wire }) => wire.write('no record of TLS'),
    lostConnection(connection('ERR_SSL_…')),
    (phase) =>
      phase === 'connect'
        ? { ...secure, play: () => undefined, expected: connection('DEPTH_ZERO_SELF_SIGNED_CERT') }
        : trusting,
  ),

  '100, then final': forEachPhase((phase) =>
    phase === 'before headers'
      ? {
          expected: '"Hello", complete',
          play: script.strike(phase, 'until close', ({ socket }) =>
            socket.end(CONTINUE + script.head('until close') + script.whole),
          ),
        }
      : { reason: 'it stands before the headers of the final answer' },
  ),
};
