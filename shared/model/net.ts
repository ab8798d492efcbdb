export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export type IPFamily = 'IPv4' | 'IPv6';
/** A port number, or the name of a container port. */
export type PortRef = number | string;
