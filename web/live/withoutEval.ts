// Imported first of all wherever messages are parsed: the page's policy forbids eval.
import { parseWithoutEval } from '@portolan/shared/wire/evalFree.ts';

parseWithoutEval();
