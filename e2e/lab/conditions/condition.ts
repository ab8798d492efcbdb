// A condition: a client dials, and this is what the kernel must make of it.
import type { Dial, Seen } from '../agent/agents.ts';
import type { Lab, Mend, NodePortSettings, Vantage } from '../lab.ts';
import type { KubeObject } from '../objects/kinds.ts';

export interface Condition {
  /** Reads after the scene's name, and cites the rules that say so. */
  name: string;
  from: Vantage;
  /** `IP:PORT`, `[IP]:PORT` or `NAME:PORT`. */
  to: string;
  /** HTTP when absent. */
  speak?: Dial['speak'];
  sees: Expected;
  /** How often it is dialled; once when absent. */
  times?: number;
  /** How many of these connections are under way at once; 8 when absent. */
  atOnce?: number;
  /** Something no object tells of: the prediction is to be wrong about it. */
  broken?: true;
}

export interface Expected extends Pick<Seen, 'outcome' | 'errno' | 'status' | 'source'> {
  /** Who may answer; when dialled often, all of these must, or as many as `answerers` says. */
  by?: readonly string[];
  answerers?: number;
}

/** Conditions that hold at the same time. */
export interface Scene {
  name: string;
  objects: readonly KubeObject[];
  proxy?: NodePortSettings;
  /** The nodes whose data plane follows the objects; all when absent. */
  synced?: readonly string[];
  breaks?: (lab: Lab) => Promise<readonly Mend[]>;
  conditions: readonly Condition[];
}

export const refused: Expected = { outcome: 'refused', errno: 'ECONNREFUSED' };
export const silence: Expected = { outcome: 'timeout', errno: 'ETIMEDOUT' };
export const noSuchName: Expected = { outcome: 'nameError', errno: 'ENOTFOUND' };

/** An HTTP answer of one of these. */
export function answerOf(...by: readonly string[]): Expected {
  return { outcome: 'http', status: 200, by };
}

/** The same, by a client that shows this address. */
export function answerTo(source: string, ...by: readonly string[]): Expected {
  return { ...answerOf(...by), source };
}

/** Fine: where a fault is not. */
export function fine(name: string, from: Vantage, to: string, ...by: readonly string[]): Condition {
  return { name, from, to, sees: answerOf(...by) };
}
