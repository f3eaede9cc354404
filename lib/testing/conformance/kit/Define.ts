import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Rig } from './Rig.ts';

/** Makes a case of what it does with a rig of its own. */
export type Define = (name: string, proves: string, body: (rig: Rig) => Promise<void>) => ConformanceCase;
