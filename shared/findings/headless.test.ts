import { headlessCases } from '../testing/findings/headless.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('headless', headlessCases);
