import { portCases } from '../testing/findings/ports.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('ports', portCases);
