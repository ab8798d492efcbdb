import { loadBalancerCases } from '../testing/findings/loadBalancer.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('loadBalancer', loadBalancerCases);
