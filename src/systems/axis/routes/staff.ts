import type { Routes } from '#kernel/module.ts';
import { groupRoutes } from './groups.ts';
import { incomingRoutes } from './incoming.ts';
import { outgoingStreams } from './outgoing-streams.ts';
import { outgoingRoutes } from './outgoing.ts';
import { packetPages } from './packets.ts';

/** All pages of officials. */
export const staffRoutes: Routes = async (app, services) => {
  for (const routes of [groupRoutes, incomingRoutes, outgoingRoutes, outgoingStreams, packetPages]) await routes(app, services);
};
