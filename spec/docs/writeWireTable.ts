// Asks every provider for everything and writes what it takes into docs/providers.md: npx tsx spec/docs/writeWireTable.ts
import { writeFileSync } from 'node:fs';
import { page, pageWithTable } from './wireTable.ts';

writeFileSync(page, await pageWithTable());
