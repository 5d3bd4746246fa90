import type { Services } from '#kernel/http/services.ts';
import { systemActor } from '#kernel/permission.ts';
import { receiveConsignment } from '../actions/receive-consignment.ts';
import type { Transport } from './transport.ts';

/** To agencies of this very site: the same consignment, the same inbox, only no wire between. */
export function localTransport(services: Services): Transport {
  const actor = systemActor('exchange');
  return {
    async send(_site, consignments) {
      const input = {
        consignments: consignments.map(({ envelope, recipientIds }) => ({
          envelopeId: envelope.id,
          bytes: envelope.bytes.toString('base64'),
          signature: envelope.signature.toString('base64'),
          keyId: envelope.keyId,
          site: envelope.site,
          recipientIds,
        })),
      };
      const { received } = await services.act(receiveConsignment, actor, input);
      return received;
    },
  };
}
