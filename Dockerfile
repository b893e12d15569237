# Not built yet by anybody: the machines that GridApp was written on have no container engine. See the README.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# What packages are needed changes less often than the code.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY GridApp.Domain/GridApp.Domain.csproj GridApp.Domain/
COPY GridApp/GridApp.csproj GridApp/BrowserAssets.targets GridApp/
RUN dotnet restore GridApp --use-current-runtime
COPY . .
RUN dotnet publish GridApp -c Release --use-current-runtime --self-contained false -o /app --no-restore

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# The image is without PostgreSQL: name a server in ConnectionStrings__Grid (compose.yaml does).
# The linear-programming solver of the simulated market.
RUN apt-get update && apt-get install -y --no-install-recommends coinor-libclp1 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown "$APP_UID" /data
ENV Grid__DataDirectory=/data \
    ASPNETCORE_URLS=http://0.0.0.0:8080
VOLUME /data
EXPOSE 8080
USER $APP_UID
ENTRYPOINT ["dotnet", "GridApp.dll"]
