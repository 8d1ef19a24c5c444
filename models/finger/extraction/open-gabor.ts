import { type ModelSession, openModelBytes } from '../../runtime/session.ts';
import { buildGaborGraph, GABOR_GRAPH } from './gabor-graph.ts';

/** Builds the filter graph (about 0.1 s), checks its digest and loads it. @throws ModelError */
export function openGabor(threads: number): Promise<ModelSession<typeof GABOR_GRAPH>> {
  return openModelBytes(GABOR_GRAPH, buildGaborGraph(), { threads });
}
