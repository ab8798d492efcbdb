import type { ObjectStore } from '../objects.ts';
import type { Clock } from './clock.ts';
import { clusterObjects } from './clusterObjects.ts';
import { type ControllerContext, runController } from './controller.ts';
import { cronJobController } from './cronJobs.ts';
import { daemonSetController } from './daemonSets.ts';
import { deploymentController } from './deployments.ts';
import { endpointsController } from './endpoints.ts';
import { endpointSliceController } from './endpointSlices.ts';
import { EventRecorder } from './eventRecorder.ts';
import { jobController } from './jobs.ts';
import { kubeletController } from './kubelet.ts';
import { loadBalancerController } from './loadBalancers.ts';
import { mirroringController } from './mirroring.ts';
import { nodeObject, nodePlans } from './nodeObjects.ts';
import { nodeController } from './nodes.ts';
import { replicaSetController } from './replicaSets.ts';
import { schedulerController } from './scheduler.ts';
import { statefulSetController } from './statefulSets.ts';
import { volumeController } from './volumes.ts';

export interface ControllersOptions {
  store: ObjectStore;
  clock: Clock;
  /** Numbers in [0, 1), for generated names. */
  random: () => number;
  log: (message: string) => void;
}

const controllers = [
  nodeController,
  deploymentController,
  replicaSetController,
  statefulSetController,
  daemonSetController,
  jobController,
  cronJobController,
  volumeController,
  schedulerController,
  kubeletController,
  endpointSliceController,
  endpointsController,
  mirroringController,
  loadBalancerController,
];

/**
 * Starts every controller over an empty store and gives the cluster its nodes and its system
 * objects. The returned function stops them all.
 */
export function startControllers(options: ControllersOptions): () => void {
  const { store, clock } = options;
  const context: ControllerContext = { ...options, events: new EventRecorder(store, clock) };
  const stops = controllers.map((controller) => runController(context, controller(context)));
  for (const plan of nodePlans) store.create(nodeObject(plan, clock.now()));
  for (const object of clusterObjects) store.create(object);
  return () => {
    for (const stop of stops) stop();
  };
}
