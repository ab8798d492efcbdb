import { expect, test } from 'vitest';
import { outcomeWords, verdictMeanings, verdictWords } from './verdicts.ts';
import { explainWords, hopWords } from './explain.ts';
import { routeWords } from './route.ts';
import { ruleWords } from './rules.ts';
import { languages, type Words } from './say.ts';
import { traceWords } from './trace.ts';
import { Outcome } from '../wire/probe.ts';
import { TraceHop, Verdict } from '../wire/trace.ts';

const parameters = (text: string) =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].toSorted();

const all = Array.from({ length: 98 }, (_, index) => `S${index + 1}`);

test('every rule has its sentence', () => {
  expect(Object.keys(ruleWords)).toEqual(all);
});

test('every verdict, outcome and hop has its words', () => {
  expect(Object.keys(verdictWords)).toEqual(Verdict.options);
  expect(Object.keys(verdictMeanings)).toEqual(Verdict.options);
  expect(Object.keys(outcomeWords)).toEqual(Outcome.options);
  expect(Object.keys(hopWords)).toEqual(TraceHop.shape.kind.options);
});

const families: Record<string, Words> = {
  ruleWords,
  verdictWords,
  verdictMeanings,
  outcomeWords,
  traceWords,
  routeWords,
  hopWords,
  explainWords,
};

test.each(Object.entries(families))(
  '%s: both languages, with the same parameters',
  (_name, words) => {
    for (const [code, text] of Object.entries(words)) {
      for (const language of languages)
        expect({ code, text: text[language] }).not.toEqual({ code, text: '' });
      expect({ code, names: parameters(text.zh) }).toEqual({ code, names: parameters(text.en) });
    }
  },
);
