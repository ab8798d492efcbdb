import { sliceCases } from '../testing/findings/slices.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('slices', sliceCases);
