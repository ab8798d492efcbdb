import { clashCases } from '../testing/findings/clashes.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('clashes', clashCases);
