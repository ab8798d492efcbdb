import helmet from 'helmet';

/** Nothing from elsewhere, nothing inline; nobody may frame us. */
export const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      // Sheets made in script (CodeMirror) are adopted, styles are set property by property (React,
      // React Flow): neither is inline to the policy.
      fontSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      // The frame of the browser's tests, sandboxed; nothing else of ours may be framed.
      frameSrc: ["'self'"],
      workerSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // Port-forwards are plain http on localhost: HSTS would break every other one of them.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
  crossOriginEmbedderPolicy: true,
});
