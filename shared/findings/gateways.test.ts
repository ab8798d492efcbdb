import { gatewayCases } from '../testing/findings/gateways.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('gateways', gatewayCases);
