# The image's file system is what `npm run image:root` lays out; nothing else goes in.
FROM node:24-alpine AS build
WORKDIR /source
COPY . .
RUN npm run image:root -- /image

FROM node:24-alpine
# Neither npm nor yarn is needed to run it.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
    /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-*
COPY --from=build --chown=0:0 /image/ /
# Numeric, so that `runAsNonRoot` can tell without reading /etc/passwd.
USER 10001:10001
ENV NODE_ENV=production
EXPOSE 4500
# Node is process 1: it handles SIGTERM itself and starts no other process.
ENTRYPOINT ["node", "/app/server/dist/main.js"]
CMD ["serve", "--no-open"]
HEALTHCHECK CMD ["node", "/app/server/dist/main.js", "health"]
