// Plays every fault and writes what came of it into docs/errors.md: npx tsx spec/resilience/writeFaultTable.ts
import { writeFileSync } from 'node:fs';
import { page, pageWithTable } from './faultTable.ts';

writeFileSync(page, await pageWithTable());
