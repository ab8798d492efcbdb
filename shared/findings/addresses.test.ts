import { addressCases } from '../testing/findings/addresses.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('addresses', addressCases);
