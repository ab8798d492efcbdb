import { endpointsCases } from '../testing/findings/endpoints.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('endpoints', endpointsCases);
