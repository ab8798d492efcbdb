import type { Coded } from '../wire/trace.ts';
import type { ProbePath } from '../wire/probe.ts';
import type { CauseCode, CauseFixCode } from '../words/diagnosis.ts';
import type { Evidence, Seen } from './evidence.ts';

/** A cause that the evidence allows. */
export interface Candidate {
  cause: CauseCode;
  /** 0–1: how likely it is, given what is seen and what is not. */
  confidence: number;
  params: Coded['params'];
  foreseen?: true;
  evidence: readonly Coded[];
  /** Tests that decide between this and its rivals, made already or not. */
  tellApart: readonly ProbePath[];
  fix: { code: CauseFixCode; params: Coded['params'] };
  commands: readonly string[];
  explains: readonly Seen[];
}

/** One kind of cause; undefined when the evidence does not allow it. */
export type Rule = (evidence: Evidence) => Candidate | undefined;
