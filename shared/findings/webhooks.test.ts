import { webhookCases } from '../testing/findings/webhooks.ts';
import { testFindings } from '../testing/findings/worlds.ts';

testFindings('webhooks', webhookCases);
