/** Where edges meet a Service port: ports are unique by name, or by number and protocol. */
export function portHandle(port: {
  readonly name?: string | undefined;
  readonly port: number;
  readonly protocol: string;
}): string {
  return port.name ?? `${port.port}/${port.protocol}`;
}
