import { workloadCases } from '../testing/findings/workloads.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('workloads', workloadCases);
