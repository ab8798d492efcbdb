import { statefulSetCases } from '../testing/findings/statefulSet.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('statefulSet', statefulSetCases);
