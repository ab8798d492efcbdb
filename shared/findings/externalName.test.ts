import { externalNameCases } from '../testing/findings/externalName.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('externalName', externalNameCases);
