// The Go package each built-in API group's types live in: published schema names
// (`io.k8s.api.core.v1.Service`) are these packages reversed by dots.
const packages = new Map([
  ['', 'io.k8s.api.core'],
  ['admissionregistration.k8s.io', 'io.k8s.api.admissionregistration'],
  ['apiextensions.k8s.io', 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions'],
  ['apiregistration.k8s.io', 'io.k8s.kube-aggregator.pkg.apis.apiregistration'],
  ['apps', 'io.k8s.api.apps'],
  ['authentication.k8s.io', 'io.k8s.api.authentication'],
  ['authorization.k8s.io', 'io.k8s.api.authorization'],
  ['autoscaling', 'io.k8s.api.autoscaling'],
  ['batch', 'io.k8s.api.batch'],
  ['certificates.k8s.io', 'io.k8s.api.certificates'],
  ['coordination.k8s.io', 'io.k8s.api.coordination'],
  ['discovery.k8s.io', 'io.k8s.api.discovery'],
  ['events.k8s.io', 'io.k8s.api.events'],
  ['flowcontrol.apiserver.k8s.io', 'io.k8s.api.flowcontrol'],
  ['networking.k8s.io', 'io.k8s.api.networking'],
  ['node.k8s.io', 'io.k8s.api.node'],
  ['policy', 'io.k8s.api.policy'],
  ['rbac.authorization.k8s.io', 'io.k8s.api.rbac'],
  ['scheduling.k8s.io', 'io.k8s.api.scheduling'],
  ['storage.k8s.io', 'io.k8s.api.storage'],
]);

/** The package of a built-in group, without its version; undefined for a group with custom kinds. */
export function packageOf(group: string): string | undefined {
  return packages.get(group);
}

export const metaPackage = 'io.k8s.apimachinery.pkg.apis.meta';
