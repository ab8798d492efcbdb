import { meshCases } from '../testing/findings/mesh.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('mesh', meshCases);
