import { routeCases } from '../testing/findings/routes.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('routes', routeCases);
