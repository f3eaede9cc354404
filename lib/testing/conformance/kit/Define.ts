import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Rig } from './Rig.ts';

/** Makes a case from a function that gets a rig of its own. */
export type Define = (name: string, proves: string, body: (rig: Rig) => Promise<void>) => ConformanceCase;
