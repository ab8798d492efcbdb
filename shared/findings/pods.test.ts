import { podCases } from '../testing/findings/pods.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('pods', podCases);
