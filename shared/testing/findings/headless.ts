import { deploymentOf, inFiles, serviceOf, type FindingCase } from './worlds.ts';

const headless = (ports: readonly unknown[]) => serviceOf({ clusterIP: 'None', ports });

export const headlessCases: readonly FindingCase[] = [
  {
    code: 'headlessPortDiffers',
    raises: () => inFiles(headless([{ port: 80, targetPort: 8080 }]), deploymentOf()),
    nearMiss: () => inFiles(headless([{ port: 8080 }]), deploymentOf()),
    path: 'spec.ports[0].targetPort',
  },
  {
    code: 'headlessPortDiffers',
    title: 'and needs no ports at all',
    raises: () => inFiles(headless([{ port: 80, targetPort: 'http' }]), deploymentOf()),
    nearMiss: () => inFiles(headless([]), deploymentOf()),
  },
  {
    code: 'headlessPortUnresolved',
    raises: () => inFiles(headless([{ port: 8080, targetPort: 'metrics' }]), deploymentOf()),
    nearMiss: () => inFiles(headless([{ port: 8080, targetPort: 'http' }]), deploymentOf()),
  },
];
