import { selectorCases } from '../testing/findings/selectors.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('selectors', selectorCases);
