# One image for the web process and all workers; the command says which.
FROM node:24-bookworm-slim AS build
WORKDIR /weir
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --no-audit --no-fund --loglevel=error
COPY . .
RUN NEXT_TELEMETRY_DISABLED=1 node_modules/.bin/next build
RUN npm prune --omit=dev --no-audit --no-fund --loglevel=error

FROM node:24-bookworm-slim
WORKDIR /weir
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 WEIR_DATA_DIR=/data WEIR_KEY_FILE=/key/secret.key
RUN mkdir -p /data /key && chown node:node /data /key
COPY --from=build --chown=node:node /weir /weir
USER node
VOLUME ["/data", "/key"]
CMD ["node", "--max-http-header-size=262144", "scripts/run-web.ts", "3000", "0.0.0.0"]
