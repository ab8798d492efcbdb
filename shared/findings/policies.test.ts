import { policyCases } from '../testing/findings/policies.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('policies', policyCases);
