import { readFileSync } from 'node:fs';

const read = (name: string): string => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8');

/** A self-signed certificate of `localhost`, `origin.test` and `127.0.0.1`, for servers on loopback. */
export const certificate = { key: read('key.pem'), cert: read('certificate.pem') };
