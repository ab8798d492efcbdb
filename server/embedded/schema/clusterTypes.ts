import { typesOf } from './typeTable.ts';

const status = ['status'];
const extensions = ['api-extensions'];

/** Access, storage, scheduling and the API's own machinery. */
export const clusterTypes = [
  ...typesOf('rbac.authorization.k8s.io', 'v1', [
    { kind: 'ClusterRoleBinding', clusterScoped: true },
    { kind: 'ClusterRole', clusterScoped: true },
    { kind: 'RoleBinding' },
    { kind: 'Role' },
  ]),
  ...typesOf('storage.k8s.io', 'v1', [
    { kind: 'CSIDriver', clusterScoped: true },
    { kind: 'CSINode', clusterScoped: true },
    { kind: 'CSIStorageCapacity', plural: 'csistoragecapacities' },
    { kind: 'StorageClass', plural: 'storageclasses', shortNames: ['sc'], clusterScoped: true },
    { kind: 'VolumeAttachment', clusterScoped: true, subresources: status },
  ]),
  ...typesOf('scheduling.k8s.io', 'v1', [
    { kind: 'PriorityClass', plural: 'priorityclasses', shortNames: ['pc'], clusterScoped: true },
  ]),
  ...typesOf('coordination.k8s.io', 'v1', [{ kind: 'Lease' }]),
  ...typesOf('node.k8s.io', 'v1', [
    { kind: 'RuntimeClass', plural: 'runtimeclasses', clusterScoped: true },
  ]),
  ...typesOf('admissionregistration.k8s.io', 'v1', [
    { kind: 'MutatingWebhookConfiguration', categories: extensions, clusterScoped: true },
    {
      kind: 'ValidatingAdmissionPolicy',
      plural: 'validatingadmissionpolicies',
      categories: extensions,
      clusterScoped: true,
      subresources: status,
    },
    { kind: 'ValidatingAdmissionPolicyBinding', categories: extensions, clusterScoped: true },
    { kind: 'ValidatingWebhookConfiguration', categories: extensions, clusterScoped: true },
  ]),
  ...typesOf('apiextensions.k8s.io', 'v1', [
    {
      kind: 'CustomResourceDefinition',
      shortNames: ['crd', 'crds'],
      categories: extensions,
      clusterScoped: true,
      subresources: status,
    },
  ]),
  ...typesOf('apiregistration.k8s.io', 'v1', [
    { kind: 'APIService', categories: extensions, clusterScoped: true, subresources: status },
  ]),
  ...typesOf('events.k8s.io', 'v1', [{ kind: 'Event', shortNames: ['ev'] }]),
  ...typesOf('certificates.k8s.io', 'v1', [
    {
      kind: 'CertificateSigningRequest',
      shortNames: ['csr'],
      clusterScoped: true,
      subresources: status,
    },
  ]),
  ...typesOf('flowcontrol.apiserver.k8s.io', 'v1', [
    { kind: 'FlowSchema', clusterScoped: true, subresources: status },
    { kind: 'PriorityLevelConfiguration', clusterScoped: true, subresources: status },
  ]),
];
