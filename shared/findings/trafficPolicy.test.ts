import { trafficPolicyCases } from '../testing/findings/trafficPolicy.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('trafficPolicy', trafficPolicyCases);
