// What the API server says of each fault, word for word in English because kubectl shows it.

import type { Words } from './say.ts';

export const validationWords = {
  // Names and labels.
  nameRequired: {
    en: 'name or generateName is required',
    zh: '必须给出 name 或 generateName',
  },
  maxLength: { en: 'must be no more than {max} bytes', zh: '不得超过 {max} 字节' },
  dns1035Label: {
    en: "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
    zh: 'DNS-1035 标签只能含小写字母、数字和 “-”，以字母开头，以字母或数字结尾（例如 my-name、abc-123）',
  },
  dns1123Label: {
    en: "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    zh: 'RFC 1123 标签只能含小写字母、数字和 “-”，首尾须为字母或数字（例如 my-name、123-abc）',
  },
  noDots: { en: 'must not contain dots', zh: '不得含有点号' },
  dns1123Subdomain: {
    en: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    zh: 'RFC 1123 子域名只能含小写字母、数字、“-” 和 “.”，首尾须为字母或数字（例如 example.com）',
  },
  domainSegments: {
    en: 'should be a domain with at least two segments separated by dots',
    zh: '应为至少两段、以点号分隔的域名',
  },
  qualifiedName: {
    en: "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
    zh: '限定名只能含字母、数字、“-”、“_” 和 “.”，首尾须为字母或数字，可带 DNS 子域名前缀和 “/”（例如 example.com/MyName）',
  },
  namePartEmpty: { en: 'name part must be non-empty', zh: '名称部分不得为空' },
  namePartLength: {
    en: 'name part must be no more than {max} bytes',
    zh: '名称部分不得超过 {max} 字节',
  },
  namePart: {
    en: "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    zh: '名称部分只能含字母、数字、“-”、“_” 和 “.”，首尾须为字母或数字（例如 MyName、my.name、123-abc）',
  },
  prefixEmpty: { en: 'prefix part must be non-empty', zh: '前缀部分不得为空' },
  prefixLength: {
    en: 'prefix part must be no more than {max} bytes',
    zh: '前缀部分不得超过 {max} 字节',
  },
  prefixPart: {
    en: "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    zh: '前缀部分须为 RFC 1123 子域名（例如 example.com）',
  },
  labelValue: {
    en: "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    zh: '标签值须为空，或只含字母、数字、“-”、“_” 和 “.”，且首尾为字母或数字（例如 MyValue、my_value、12345）',
  },
  // Metadata.
  notAllowedOnType: { en: 'not allowed on this type', zh: '此类型不允许该字段' },
  nonNegative: { en: 'must be greater than or equal to 0', zh: '必须大于或等于 0' },
  tooLong: { en: 'may not be more than {max} bytes', zh: '不得超过 {max} 字节' },
  tooMany: { en: 'must have at most {max} {max|item|items}', zh: '至多 {max} 项' },
  versionEmpty: { en: 'version must not be empty', zh: '版本不得为空' },
  notEmpty: { en: 'must not be empty', zh: '不得为空' },
  bannedOwner: {
    en: '{owner} is disallowed from being an owner',
    zh: '{owner} 不得作为属主',
  },
  oneController: {
    en: 'Only one reference can have Controller set to true. Found "true" in references for {first} and {second}',
    zh: '只能有一个引用的 controller 为 true，而 {first} 与 {second} 都是',
  },
  finalizerConflict: {
    en: 'finalizer {first} and {second} cannot be both set',
    zh: '终结器 {first} 与 {second} 不能同时设置',
  },
  finalizerStandard: {
    en: 'name is neither a standard finalizer name nor is it fully qualified',
    zh: '既不是标准终结器名，也不是全限定名',
  },
  finalizerAdded: {
    en: 'no new finalizers can be added if the object is being deleted, found new finalizers {added}',
    zh: '对象正在删除，不能再添加终结器：{added}',
  },
  managedFieldsOperation: {
    en: 'must be `Apply` or `Update`',
    zh: '必须是 `Apply` 或 `Update`',
  },
  managedFieldsType: { en: 'must be `FieldsV1`', zh: '必须是 `FieldsV1`' },
  resourceVersionRequired: {
    en: 'must be specified for an update',
    zh: '更新时必须给出',
  },
  notDecremented: { en: 'must not be decremented', zh: '不得减小' },
  immutable: { en: 'field is immutable', zh: '字段不可更改' },
  wrongType: { en: 'must be {expected}', zh: '类型必须是 {expected}' },
  supported: { en: 'supported values: {values}', zh: '支持的取值：{values}' },
  // Addresses.
  ip: {
    en: 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    zh: '必须是有效的 IP 地址（例如 10.9.8.7 或 2001:db8::ffff）',
  },
  ipPlain: { en: 'must be a valid IP address', zh: '必须是有效的 IP 地址' },
  ipv4: { en: 'must be a valid IPv4 address', zh: '必须是有效的 IPv4 地址' },
  ipv6: { en: 'must be a valid IPv6 address', zh: '必须是有效的 IPv6 地址' },
  cidr: {
    en: 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    zh: '必须是有效的 CIDR（例如 10.9.8.0/24 或 2001:db8::/64）',
  },
  unspecified: { en: 'may not be unspecified ({ip})', zh: '不得为未指定地址（{ip}）' },
  loopback: {
    en: 'may not be in the loopback range (127.0.0.0/8, ::1/128)',
    zh: '不得在环回地址范围内（127.0.0.0/8、::1/128）',
  },
  linkLocal: {
    en: 'may not be in the link-local range (169.254.0.0/16, fe80::/10)',
    zh: '不得在链路本地地址范围内（169.254.0.0/16、fe80::/10）',
  },
  linkLocalMulticast: {
    en: 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
    zh: '不得在链路本地多播范围内（224.0.0.0/24、ff02::/10）',
  },
  // Ports.
  portRange: {
    en: 'must be between {from} and {to}, inclusive',
    zh: '必须在 {from} 到 {to} 之间（含两端）',
  },
  portNameCharacters: {
    en: 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    zh: '只能含小写字母、数字和连字符（-）',
  },
  portNameLetter: {
    en: 'must contain at least one letter (a-z)',
    zh: '至少含一个字母（a-z）',
  },
  portNameHyphens: {
    en: 'must not contain consecutive hyphens',
    zh: '不得含连续的连字符',
  },
  portNameEnds: {
    en: 'must not begin or end with a hyphen',
    zh: '不得以连字符开头或结尾',
  },
  nodePortForbidden: {
    en: "may not be used when `type` is 'ClusterIP'",
    zh: '`type` 为 “ClusterIP” 时不得使用',
  },
  // The Service.
  topologyAnnotations: {
    en: 'must match annotations[{annotation}] when both are specified',
    zh: '与 annotations[{annotation}] 同时给出时必须一致',
  },
  headlessForbidden: {
    en: "may not be set to 'None' for {type} services",
    zh: '{type} 类型的 Service 不得设为 “None”',
  },
  externalNameForbidden: {
    en: 'may not be set for ExternalName services',
    zh: 'ExternalName 类型的 Service 不得设置',
  },
  affinityNone: {
    en: 'must not be set when session affinity is None',
    zh: '会话亲和性为 None 时不得设置',
  },
  affinityClientIP: {
    en: 'when session affinity type is ClientIP',
    zh: '会话亲和性为 ClientIP 时必须给出',
  },
  affinityTimeout: {
    en: 'must be greater than 0 and less than {max}',
    zh: '必须大于 0 且不超过 {max}',
  },
  loadBalancerOnly: {
    en: "may only be used when `type` is 'LoadBalancer'",
    zh: '仅当 `type` 为 “LoadBalancer” 时可用',
  },
  loadBalancerStatusOnly: {
    en: "may only be used when `spec.type` is 'LoadBalancer'",
    zh: '仅当 `spec.type` 为 “LoadBalancer” 时可用',
  },
  externallyAccessibleOnly: {
    en: 'may only be set for externally-accessible services',
    zh: '仅可用于可从外部访问的 Service',
  },
  healthCheckOnly: {
    en: "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
    zh: '仅当 `type` 为 “LoadBalancer” 且 `externalTrafficPolicy` 为 “Local” 时可设置',
  },
  clusterIPsFirst: {
    en: 'first value must match `clusterIP`',
    zh: '第一个值必须与 `clusterIP` 一致',
  },
  clusterIPsEmpty: {
    en: 'must be empty when `clusterIP` is not specified',
    zh: '未给出 `clusterIP` 时必须为空',
  },
  noneAlone: {
    en: "'None' must be the first and only value",
    zh: '“None” 必须是第一个且唯一的值',
  },
  atMostTwo: { en: 'may only hold up to 2 values', zh: '至多两个值' },
  onePerFamily: {
    en: 'may specify no more than one IP for each IP family',
    zh: '每个 IP 协议族至多一个 IP',
  },
  familyMismatch: {
    en: 'expected an {family} value as indicated by `ipFamilies[{index}]`',
    zh: '按 `ipFamilies[{index}]`，这里应为 {family} 地址',
  },
  mayNotChange: { en: 'may not change once set', zh: '一经设置不得更改' },
  primaryIPUnset: {
    en: 'primary clusterIP can not be unset',
    zh: '主 clusterIP 不得清除',
  },
  primaryFamilyUnset: {
    en: 'primary ipFamily can not be unset',
    zh: '主 ipFamily 不得清除',
  },
  singleStackToReleaseIP: {
    en: "must be set to 'SingleStack' when releasing the secondary clusterIP",
    zh: '释放第二个 clusterIP 时必须设为 “SingleStack”',
  },
  singleStackToReleaseFamily: {
    en: "must be set to 'SingleStack' when releasing the secondary ipFamily",
    zh: '释放第二个 ipFamily 时必须设为 “SingleStack”',
  },
  ipModeRequired: {
    en: 'must be specified when `ip` is set',
    zh: '给出 `ip` 时必须指定',
  },
  ipModeForbidden: {
    en: 'may not be specified when `ip` is not set',
    zh: '未给出 `ip` 时不得指定',
  },
  hostnameNotIP: {
    en: 'must be a DNS name, not an IP address',
    zh: '必须是 DNS 名称，而不是 IP 地址',
  },
  // Families and allocation, which depend on the cluster.
  singleStackTwoIPs: {
    en: "must be 'RequireDualStack' or 'PreferDualStack' when multiple cluster IPs are specified",
    zh: '给出多个集群 IP 时必须是 “RequireDualStack” 或 “PreferDualStack”',
  },
  singleStackTwoFamilies: {
    en: "must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified",
    zh: '给出多个 IP 协议族时必须是 “RequireDualStack” 或 “PreferDualStack”',
  },
  releaseIPPolicy: {
    en: "must be 'SingleStack' to release the secondary cluster IP",
    zh: '要释放第二个集群 IP，必须为 “SingleStack”',
  },
  releaseFamilyPolicy: {
    en: "must be 'SingleStack' to release the secondary IP family",
    zh: '要释放第二个 IP 协议族，必须为 “SingleStack”',
  },
  familyOfIPNotConfigured: {
    en: '{family} is not configured on this cluster',
    zh: '此集群未配置 {family}',
  },
  familyNotConfigured: {
    en: 'not configured on this cluster',
    zh: '此集群未配置',
  },
  dualStackNotConfigured: {
    en: 'this cluster is not configured for dual-stack services',
    zh: '此集群未配置双栈 Service',
  },
  ipAllocated: {
    en: 'failed to allocate IP {ip}: provided IP is already allocated',
    zh: '无法分配 IP {ip}：该 IP 已被占用',
  },
  ipOutOfRange: {
    en: 'failed to allocate IP {ip}: the provided IP ({ip}) is not in the valid range. The range of valid IPs is {range}',
    zh: '无法分配 IP {ip}：不在有效范围 {range} 内',
  },
  portAllocated: {
    en: 'provided port is already allocated',
    zh: '该端口已被占用',
  },
  portOutOfRange: {
    en: 'provided port is not in the valid range. The range of valid ports is {from}-{to}',
    zh: '该端口不在有效范围 {from}-{to} 内',
  },
  // Endpoints and EndpointSlices.
  addressesRequired: {
    en: 'must specify `addresses` or `notReadyAddresses`',
    zh: '必须给出 `addresses` 或 `notReadyAddresses`',
  },
  oneAddress: {
    en: 'must contain at least 1 address',
    zh: '至少要有一个地址',
  },
} satisfies Words;

export type ValidationCode = keyof typeof validationWords;
