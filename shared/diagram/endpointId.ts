/** The id a test and an expectation know an endpoint by; brackets keep IPv6 apart from its port. */
export function endpointAddressId(endpoint: {
  readonly address: string;
  readonly port?: number | undefined;
  readonly protocol: string;
}): string {
  const address = endpoint.address.includes(':') ? `[${endpoint.address}]` : endpoint.address;
  return `endpoint/${address}:${endpoint.port ?? '*'}/${endpoint.protocol}`;
}
