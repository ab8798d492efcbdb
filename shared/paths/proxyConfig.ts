export type ProxyMode = 'iptables' | 'nftables' | 'ipvs';
