_streamstats() {
    local i cur prev opts cmd
    COMPREPLY=()
    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
        cur="$2"
    else
        cur="${COMP_WORDS[COMP_CWORD]}"
    fi
    prev="$3"
    cmd=""
    opts=""

    for i in "${COMP_WORDS[@]:0:COMP_CWORD}"
    do
        case "${cmd},${i}" in
            ",$1")
                cmd="streamstats"
                ;;
            streamstats,columns)
                cmd="streamstats__subcmd__columns"
                ;;
            streamstats,diff)
                cmd="streamstats__subcmd__diff"
                ;;
            streamstats,explain)
                cmd="streamstats__subcmd__explain"
                ;;
            streamstats,help)
                cmd="streamstats__subcmd__help"
                ;;
            streamstats,inspect)
                cmd="streamstats__subcmd__inspect"
                ;;
            streamstats,merge)
                cmd="streamstats__subcmd__merge"
                ;;
            streamstats,preset)
                cmd="streamstats__subcmd__preset"
                ;;
            streamstats__subcmd__preset,check)
                cmd="streamstats__subcmd__preset__subcmd__check"
                ;;
            streamstats__subcmd__preset,list)
                cmd="streamstats__subcmd__preset__subcmd__list"
                ;;
            streamstats__subcmd__preset,remove)
                cmd="streamstats__subcmd__preset__subcmd__remove"
                ;;
            streamstats__subcmd__preset,save)
                cmd="streamstats__subcmd__preset__subcmd__save"
                ;;
            streamstats__subcmd__preset,show)
                cmd="streamstats__subcmd__preset__subcmd__show"
                ;;
            *)
                ;;
        esac
    done

    case "${cmd}" in
        streamstats)
            opts="-p -P -f -d -k -g -x -w -N -m -t -s -e -b -o -n -r -O -q -j -F -h -V --pattern --preset --field --delimiter --by --routes --mmdb --replace --weight --ratio --distinct --across --grep --exclude --where --numeric --measure --compare --as --top-lines --bins --bin-width --range --scale --percentiles --precision --time --start --end --bucket --window --time-format --time-column --tz --year --no-seek --changes --min-change --rollup --merge-templates --heat --idle --limits --spare --try --outliers --outlier-rule --outlier-on --top --sort --reverse --having --columns --output --section --write --timeout --style --prefix --color --width --ascii --quiet --fail-if --warn-if --fail-fast --threads --follow --screen --no-mouse --every --last --lateness --max-values --max-memory --max-line --save-state --checkpoint --strict --block-size --generate --help --version preset merge explain inspect columns diff help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 1 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --pattern)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --preset)
                    COMPREPLY=($(compgen -W "auto activemq adguard airflow akamai akka alb apache-error apache-ssl api-gateway apisix apt-history asterisk asterisk-cdr auditd aws-waf azure bgl bind bird bunkerweb bunyan bunyan-text caddy caddy-console calico capnslog cassandra cee cef celery ceph chi chromium chronicles cisco-asa cisco-ios clef clickhouse cloud-init cloudflare cloudfoundry cloudfront cloudtrail cmtrace combined combined-io combined-ms combined-number combined-s combined-us common common-more compose coredns couchdb cpanel cri csv cups cups-page datadog-agent db2diag django dmesg dnf dnsmasq docker dotnet-console dotnet-json dovecot dpkg duplicati echo ecs elb elixir emqx entra env-logger envoy envoy-json envoy-server erlang esp-idf esphome exchange exim factorio fail2ban fastly fern fiber filezilla firebird flexi-logger fluent-bit fluentd fly fortigate freeradius freeswitch frigate frr gcp gelf gh-run gin gitea github-audit gitlab glusterfs go gorouter gunicorn gunicorn-error haproxy haproxy-tcp hclog hclog-json hdfs healthapp heroku heroku-router home-assistant hpc htcondor htcondor-events ibm-mq icinga iis-native influxdb ingress-nginx java-logging jboss jenkins jfrog jitsi journal journal-export journal-json json jvm-gc k8s-audit k8s-events kea kernel klog kodi kong kubectl-events kubectl-prefix lambda leef libvirt lighttpd linkerd log4j log4j2-json log4js logcat logcli logfmt lograge logrus logrus-console loguru ltsv lxc m365 macos maven meraki mikrotik minecraft modsecurity-audit modsecurity-json mongodb mongodb-text monolog morgan mosquitto mysql-error mysql-general mysql-slow nagios nats neo4j-query nest netlogon nextflow nexus nginx-error nginx-json nginx-main nginx-proxy-manager nginx-rt nginx-stream nginx-times nim nlb nlog npm npmplus nps nps-xml odoo okta openlitespeed openstack openvpn openvswitch openwrt oracle-alert otlp palo-alto passenger pfsense pgbouncer php php-fpm php-fpm-access php-server pihole pino pino-pretty plex pm2 postfix postgres postgres-csv postgres-json proftpd prosody proxifier proxmox pve-firewall python questdb rabbitmq rack rails rails-dev redis rocksdb route53 route53-resolver rsync s3 salt samba serilog sidekiq slog slog-term slog-text snort solr sonicwall spark spdlog splunkd spring sqlserver squid squid-cache srcds sshd stamped stern strace supercomputer suricata svlogd swift-log syslog syslog-iso syslog5424 tcpdump td-agent teamcity telegraf tidb timbre tinylog tomcat tracing tracing-pretty tracing-text traefik traefik-json trino tsv ttcc unbound unreal update-alternatives uvicorn uwsgi vault-audit veeam vhost vmware vpc-flow vsftpd w3c wazuh wazuh-alerts weblogic webmin websphere windows-cbs windows-dhcp windows-dns windows-event windows-firewall windows-xml winston xferlog xorg yii zabbix zap zap-console zeek zeek-json zephyr zerolog zerolog-console zookeeper zoraxy zscaler" -- "${cur}"))
                    return 0
                    ;;
                -P)
                    COMPREPLY=($(compgen -W "auto activemq adguard airflow akamai akka alb apache-error apache-ssl api-gateway apisix apt-history asterisk asterisk-cdr auditd aws-waf azure bgl bind bird bunkerweb bunyan bunyan-text caddy caddy-console calico capnslog cassandra cee cef celery ceph chi chromium chronicles cisco-asa cisco-ios clef clickhouse cloud-init cloudflare cloudfoundry cloudfront cloudtrail cmtrace combined combined-io combined-ms combined-number combined-s combined-us common common-more compose coredns couchdb cpanel cri csv cups cups-page datadog-agent db2diag django dmesg dnf dnsmasq docker dotnet-console dotnet-json dovecot dpkg duplicati echo ecs elb elixir emqx entra env-logger envoy envoy-json envoy-server erlang esp-idf esphome exchange exim factorio fail2ban fastly fern fiber filezilla firebird flexi-logger fluent-bit fluentd fly fortigate freeradius freeswitch frigate frr gcp gelf gh-run gin gitea github-audit gitlab glusterfs go gorouter gunicorn gunicorn-error haproxy haproxy-tcp hclog hclog-json hdfs healthapp heroku heroku-router home-assistant hpc htcondor htcondor-events ibm-mq icinga iis-native influxdb ingress-nginx java-logging jboss jenkins jfrog jitsi journal journal-export journal-json json jvm-gc k8s-audit k8s-events kea kernel klog kodi kong kubectl-events kubectl-prefix lambda leef libvirt lighttpd linkerd log4j log4j2-json log4js logcat logcli logfmt lograge logrus logrus-console loguru ltsv lxc m365 macos maven meraki mikrotik minecraft modsecurity-audit modsecurity-json mongodb mongodb-text monolog morgan mosquitto mysql-error mysql-general mysql-slow nagios nats neo4j-query nest netlogon nextflow nexus nginx-error nginx-json nginx-main nginx-proxy-manager nginx-rt nginx-stream nginx-times nim nlb nlog npm npmplus nps nps-xml odoo okta openlitespeed openstack openvpn openvswitch openwrt oracle-alert otlp palo-alto passenger pfsense pgbouncer php php-fpm php-fpm-access php-server pihole pino pino-pretty plex pm2 postfix postgres postgres-csv postgres-json proftpd prosody proxifier proxmox pve-firewall python questdb rabbitmq rack rails rails-dev redis rocksdb route53 route53-resolver rsync s3 salt samba serilog sidekiq slog slog-term slog-text snort solr sonicwall spark spdlog splunkd spring sqlserver squid squid-cache srcds sshd stamped stern strace supercomputer suricata svlogd swift-log syslog syslog-iso syslog5424 tcpdump td-agent teamcity telegraf tidb timbre tinylog tomcat tracing tracing-pretty tracing-text traefik traefik-json trino tsv ttcc unbound unreal update-alternatives uvicorn uwsgi vault-audit veeam vhost vmware vpc-flow vsftpd w3c wazuh wazuh-alerts weblogic webmin websphere windows-cbs windows-dhcp windows-dns windows-event windows-firewall windows-xml winston xferlog xorg yii zabbix zap zap-console zeek zeek-json zephyr zerolog zerolog-console zookeeper zoraxy zscaler" -- "${cur}"))
                    return 0
                    ;;
                --field)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -f)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --delimiter)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --by)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                -k)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --routes)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mmdb)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --replace)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --weight)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ratio)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --distinct)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --across)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --grep)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -g)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --exclude)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -x)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --where)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -w)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --measure)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                -m)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --compare)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --as)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --top-lines)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bin-width)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --range)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --scale)
                    COMPREPLY=($(compgen -W "auto linear log" -- "${cur}"))
                    return 0
                    ;;
                --percentiles)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --precision)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --start)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -s)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --end)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -e)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bucket)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -b)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --window)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --time-format)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --time-column)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tz)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --year)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --min-change)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --rollup)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idle)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --spare)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --try)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --outlier-rule)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --outlier-on)
                    COMPREPLY=($(compgen -W "count share hits ratio ratio_low distinct mean_rate peak active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --top)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -n)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sort)
                    COMPREPLY=($(compgen -W "value count share outlier score error hits ratio ratio_low distinct distinct_error example first last mean_rate peak peak_at active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --having)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --columns)
                    COMPREPLY=($(compgen -W "value count share outlier score error hits ratio ratio_low distinct distinct_error example first last mean_rate peak peak_at active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "text json ndjson csv tsv markdown html nft ipset nginx haproxy prometheus graphite influx nagios" -- "${cur}"))
                    return 0
                    ;;
                -O)
                    COMPREPLY=($(compgen -W "text json ndjson csv tsv markdown html nft ipset nginx haproxy prometheus graphite influx nagios" -- "${cur}"))
                    return 0
                    ;;
                --section)
                    COMPREPLY=($(compgen -W "input alerts sources unmatched summary values matrix time timeline frequencies changes change_values gaps limits limit_steps limit_config replay replay_values distribution lines histogram numeric_outliers columns correlations contingency association subject standing makeup siblings hours subject_lines signs log log_columns rollup heat sides moves total_moves" -- "${cur}"))
                    return 0
                    ;;
                --write)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --style)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --prefix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --width)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fail-if)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --warn-if)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --threads)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -j)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --every)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --last)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --lateness)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-values)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-memory)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-line)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --save-state)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --checkpoint)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --block-size)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --generate)
                    COMPREPLY=($(compgen -W "man bash zsh fish powershell fields" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        streamstats__subcmd__columns)
            opts="-p -P -f -d -k -g -x -w -N -m -t -s -e -b -o -n -r -O -q -j -F -h --pattern --preset --field --delimiter --by --routes --mmdb --replace --weight --ratio --distinct --across --grep --exclude --where --numeric --measure --compare --as --top-lines --bins --bin-width --range --scale --percentiles --precision --time --start --end --bucket --window --time-format --time-column --tz --year --no-seek --changes --min-change --rollup --merge-templates --heat --idle --limits --spare --try --outliers --outlier-rule --outlier-on --top --sort --reverse --having --columns --output --section --write --timeout --style --prefix --color --width --ascii --quiet --fail-if --warn-if --fail-fast --threads --follow --screen --no-mouse --every --last --lateness --max-values --max-memory --max-line --save-state --checkpoint --strict --block-size --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --pattern)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --preset)
                    COMPREPLY=($(compgen -W "auto activemq adguard airflow akamai akka alb apache-error apache-ssl api-gateway apisix apt-history asterisk asterisk-cdr auditd aws-waf azure bgl bind bird bunkerweb bunyan bunyan-text caddy caddy-console calico capnslog cassandra cee cef celery ceph chi chromium chronicles cisco-asa cisco-ios clef clickhouse cloud-init cloudflare cloudfoundry cloudfront cloudtrail cmtrace combined combined-io combined-ms combined-number combined-s combined-us common common-more compose coredns couchdb cpanel cri csv cups cups-page datadog-agent db2diag django dmesg dnf dnsmasq docker dotnet-console dotnet-json dovecot dpkg duplicati echo ecs elb elixir emqx entra env-logger envoy envoy-json envoy-server erlang esp-idf esphome exchange exim factorio fail2ban fastly fern fiber filezilla firebird flexi-logger fluent-bit fluentd fly fortigate freeradius freeswitch frigate frr gcp gelf gh-run gin gitea github-audit gitlab glusterfs go gorouter gunicorn gunicorn-error haproxy haproxy-tcp hclog hclog-json hdfs healthapp heroku heroku-router home-assistant hpc htcondor htcondor-events ibm-mq icinga iis-native influxdb ingress-nginx java-logging jboss jenkins jfrog jitsi journal journal-export journal-json json jvm-gc k8s-audit k8s-events kea kernel klog kodi kong kubectl-events kubectl-prefix lambda leef libvirt lighttpd linkerd log4j log4j2-json log4js logcat logcli logfmt lograge logrus logrus-console loguru ltsv lxc m365 macos maven meraki mikrotik minecraft modsecurity-audit modsecurity-json mongodb mongodb-text monolog morgan mosquitto mysql-error mysql-general mysql-slow nagios nats neo4j-query nest netlogon nextflow nexus nginx-error nginx-json nginx-main nginx-proxy-manager nginx-rt nginx-stream nginx-times nim nlb nlog npm npmplus nps nps-xml odoo okta openlitespeed openstack openvpn openvswitch openwrt oracle-alert otlp palo-alto passenger pfsense pgbouncer php php-fpm php-fpm-access php-server pihole pino pino-pretty plex pm2 postfix postgres postgres-csv postgres-json proftpd prosody proxifier proxmox pve-firewall python questdb rabbitmq rack rails rails-dev redis rocksdb route53 route53-resolver rsync s3 salt samba serilog sidekiq slog slog-term slog-text snort solr sonicwall spark spdlog splunkd spring sqlserver squid squid-cache srcds sshd stamped stern strace supercomputer suricata svlogd swift-log syslog syslog-iso syslog5424 tcpdump td-agent teamcity telegraf tidb timbre tinylog tomcat tracing tracing-pretty tracing-text traefik traefik-json trino tsv ttcc unbound unreal update-alternatives uvicorn uwsgi vault-audit veeam vhost vmware vpc-flow vsftpd w3c wazuh wazuh-alerts weblogic webmin websphere windows-cbs windows-dhcp windows-dns windows-event windows-firewall windows-xml winston xferlog xorg yii zabbix zap zap-console zeek zeek-json zephyr zerolog zerolog-console zookeeper zoraxy zscaler" -- "${cur}"))
                    return 0
                    ;;
                -P)
                    COMPREPLY=($(compgen -W "auto activemq adguard airflow akamai akka alb apache-error apache-ssl api-gateway apisix apt-history asterisk asterisk-cdr auditd aws-waf azure bgl bind bird bunkerweb bunyan bunyan-text caddy caddy-console calico capnslog cassandra cee cef celery ceph chi chromium chronicles cisco-asa cisco-ios clef clickhouse cloud-init cloudflare cloudfoundry cloudfront cloudtrail cmtrace combined combined-io combined-ms combined-number combined-s combined-us common common-more compose coredns couchdb cpanel cri csv cups cups-page datadog-agent db2diag django dmesg dnf dnsmasq docker dotnet-console dotnet-json dovecot dpkg duplicati echo ecs elb elixir emqx entra env-logger envoy envoy-json envoy-server erlang esp-idf esphome exchange exim factorio fail2ban fastly fern fiber filezilla firebird flexi-logger fluent-bit fluentd fly fortigate freeradius freeswitch frigate frr gcp gelf gh-run gin gitea github-audit gitlab glusterfs go gorouter gunicorn gunicorn-error haproxy haproxy-tcp hclog hclog-json hdfs healthapp heroku heroku-router home-assistant hpc htcondor htcondor-events ibm-mq icinga iis-native influxdb ingress-nginx java-logging jboss jenkins jfrog jitsi journal journal-export journal-json json jvm-gc k8s-audit k8s-events kea kernel klog kodi kong kubectl-events kubectl-prefix lambda leef libvirt lighttpd linkerd log4j log4j2-json log4js logcat logcli logfmt lograge logrus logrus-console loguru ltsv lxc m365 macos maven meraki mikrotik minecraft modsecurity-audit modsecurity-json mongodb mongodb-text monolog morgan mosquitto mysql-error mysql-general mysql-slow nagios nats neo4j-query nest netlogon nextflow nexus nginx-error nginx-json nginx-main nginx-proxy-manager nginx-rt nginx-stream nginx-times nim nlb nlog npm npmplus nps nps-xml odoo okta openlitespeed openstack openvpn openvswitch openwrt oracle-alert otlp palo-alto passenger pfsense pgbouncer php php-fpm php-fpm-access php-server pihole pino pino-pretty plex pm2 postfix postgres postgres-csv postgres-json proftpd prosody proxifier proxmox pve-firewall python questdb rabbitmq rack rails rails-dev redis rocksdb route53 route53-resolver rsync s3 salt samba serilog sidekiq slog slog-term slog-text snort solr sonicwall spark spdlog splunkd spring sqlserver squid squid-cache srcds sshd stamped stern strace supercomputer suricata svlogd swift-log syslog syslog-iso syslog5424 tcpdump td-agent teamcity telegraf tidb timbre tinylog tomcat tracing tracing-pretty tracing-text traefik traefik-json trino tsv ttcc unbound unreal update-alternatives uvicorn uwsgi vault-audit veeam vhost vmware vpc-flow vsftpd w3c wazuh wazuh-alerts weblogic webmin websphere windows-cbs windows-dhcp windows-dns windows-event windows-firewall windows-xml winston xferlog xorg yii zabbix zap zap-console zeek zeek-json zephyr zerolog zerolog-console zookeeper zoraxy zscaler" -- "${cur}"))
                    return 0
                    ;;
                --field)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -f)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --delimiter)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --by)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                -k)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --routes)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mmdb)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --replace)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --weight)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ratio)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --distinct)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --across)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --grep)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -g)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --exclude)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -x)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --where)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -w)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --measure)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                -m)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --compare)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --as)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --top-lines)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bin-width)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --range)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --scale)
                    COMPREPLY=($(compgen -W "auto linear log" -- "${cur}"))
                    return 0
                    ;;
                --percentiles)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --precision)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --start)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -s)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --end)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -e)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bucket)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -b)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --window)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --time-format)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --time-column)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tz)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --year)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --min-change)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --rollup)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idle)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --spare)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --try)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --outlier-rule)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --outlier-on)
                    COMPREPLY=($(compgen -W "count share hits ratio ratio_low distinct mean_rate peak active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --top)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -n)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sort)
                    COMPREPLY=($(compgen -W "value count share outlier score error hits ratio ratio_low distinct distinct_error example first last mean_rate peak peak_at active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --having)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --columns)
                    COMPREPLY=($(compgen -W "value count share outlier score error hits ratio ratio_low distinct distinct_error example first last mean_rate peak peak_at active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "text json ndjson csv tsv markdown html nft ipset nginx haproxy prometheus graphite influx nagios" -- "${cur}"))
                    return 0
                    ;;
                -O)
                    COMPREPLY=($(compgen -W "text json ndjson csv tsv markdown html nft ipset nginx haproxy prometheus graphite influx nagios" -- "${cur}"))
                    return 0
                    ;;
                --section)
                    COMPREPLY=($(compgen -W "input alerts sources unmatched summary values matrix time timeline frequencies changes change_values gaps limits limit_steps limit_config replay replay_values distribution lines histogram numeric_outliers columns correlations contingency association subject standing makeup siblings hours subject_lines signs log log_columns rollup heat sides moves total_moves" -- "${cur}"))
                    return 0
                    ;;
                --write)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --style)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --prefix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --width)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fail-if)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --warn-if)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --threads)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -j)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --every)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --last)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --lateness)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-values)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-memory)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-line)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --save-state)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --checkpoint)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --block-size)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        streamstats__subcmd__diff)
            opts="-p -P -f -d -k -g -x -w -N -m -t -s -e -b -o -n -r -O -q -j -F -h --at --before --after --basis --pattern --preset --field --delimiter --by --routes --mmdb --replace --weight --ratio --distinct --across --grep --exclude --where --numeric --measure --compare --as --top-lines --bins --bin-width --range --scale --percentiles --precision --time --start --end --bucket --window --time-format --time-column --tz --year --no-seek --changes --min-change --rollup --merge-templates --heat --idle --limits --spare --try --outliers --outlier-rule --outlier-on --top --sort --reverse --having --columns --output --section --write --timeout --style --prefix --color --width --ascii --quiet --fail-if --warn-if --fail-fast --threads --follow --screen --no-mouse --every --last --lateness --max-values --max-memory --max-line --save-state --checkpoint --strict --block-size --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --at)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --before)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --after)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --basis)
                    COMPREPLY=($(compgen -W "rate share" -- "${cur}"))
                    return 0
                    ;;
                --pattern)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --preset)
                    COMPREPLY=($(compgen -W "auto activemq adguard airflow akamai akka alb apache-error apache-ssl api-gateway apisix apt-history asterisk asterisk-cdr auditd aws-waf azure bgl bind bird bunkerweb bunyan bunyan-text caddy caddy-console calico capnslog cassandra cee cef celery ceph chi chromium chronicles cisco-asa cisco-ios clef clickhouse cloud-init cloudflare cloudfoundry cloudfront cloudtrail cmtrace combined combined-io combined-ms combined-number combined-s combined-us common common-more compose coredns couchdb cpanel cri csv cups cups-page datadog-agent db2diag django dmesg dnf dnsmasq docker dotnet-console dotnet-json dovecot dpkg duplicati echo ecs elb elixir emqx entra env-logger envoy envoy-json envoy-server erlang esp-idf esphome exchange exim factorio fail2ban fastly fern fiber filezilla firebird flexi-logger fluent-bit fluentd fly fortigate freeradius freeswitch frigate frr gcp gelf gh-run gin gitea github-audit gitlab glusterfs go gorouter gunicorn gunicorn-error haproxy haproxy-tcp hclog hclog-json hdfs healthapp heroku heroku-router home-assistant hpc htcondor htcondor-events ibm-mq icinga iis-native influxdb ingress-nginx java-logging jboss jenkins jfrog jitsi journal journal-export journal-json json jvm-gc k8s-audit k8s-events kea kernel klog kodi kong kubectl-events kubectl-prefix lambda leef libvirt lighttpd linkerd log4j log4j2-json log4js logcat logcli logfmt lograge logrus logrus-console loguru ltsv lxc m365 macos maven meraki mikrotik minecraft modsecurity-audit modsecurity-json mongodb mongodb-text monolog morgan mosquitto mysql-error mysql-general mysql-slow nagios nats neo4j-query nest netlogon nextflow nexus nginx-error nginx-json nginx-main nginx-proxy-manager nginx-rt nginx-stream nginx-times nim nlb nlog npm npmplus nps nps-xml odoo okta openlitespeed openstack openvpn openvswitch openwrt oracle-alert otlp palo-alto passenger pfsense pgbouncer php php-fpm php-fpm-access php-server pihole pino pino-pretty plex pm2 postfix postgres postgres-csv postgres-json proftpd prosody proxifier proxmox pve-firewall python questdb rabbitmq rack rails rails-dev redis rocksdb route53 route53-resolver rsync s3 salt samba serilog sidekiq slog slog-term slog-text snort solr sonicwall spark spdlog splunkd spring sqlserver squid squid-cache srcds sshd stamped stern strace supercomputer suricata svlogd swift-log syslog syslog-iso syslog5424 tcpdump td-agent teamcity telegraf tidb timbre tinylog tomcat tracing tracing-pretty tracing-text traefik traefik-json trino tsv ttcc unbound unreal update-alternatives uvicorn uwsgi vault-audit veeam vhost vmware vpc-flow vsftpd w3c wazuh wazuh-alerts weblogic webmin websphere windows-cbs windows-dhcp windows-dns windows-event windows-firewall windows-xml winston xferlog xorg yii zabbix zap zap-console zeek zeek-json zephyr zerolog zerolog-console zookeeper zoraxy zscaler" -- "${cur}"))
                    return 0
                    ;;
                -P)
                    COMPREPLY=($(compgen -W "auto activemq adguard airflow akamai akka alb apache-error apache-ssl api-gateway apisix apt-history asterisk asterisk-cdr auditd aws-waf azure bgl bind bird bunkerweb bunyan bunyan-text caddy caddy-console calico capnslog cassandra cee cef celery ceph chi chromium chronicles cisco-asa cisco-ios clef clickhouse cloud-init cloudflare cloudfoundry cloudfront cloudtrail cmtrace combined combined-io combined-ms combined-number combined-s combined-us common common-more compose coredns couchdb cpanel cri csv cups cups-page datadog-agent db2diag django dmesg dnf dnsmasq docker dotnet-console dotnet-json dovecot dpkg duplicati echo ecs elb elixir emqx entra env-logger envoy envoy-json envoy-server erlang esp-idf esphome exchange exim factorio fail2ban fastly fern fiber filezilla firebird flexi-logger fluent-bit fluentd fly fortigate freeradius freeswitch frigate frr gcp gelf gh-run gin gitea github-audit gitlab glusterfs go gorouter gunicorn gunicorn-error haproxy haproxy-tcp hclog hclog-json hdfs healthapp heroku heroku-router home-assistant hpc htcondor htcondor-events ibm-mq icinga iis-native influxdb ingress-nginx java-logging jboss jenkins jfrog jitsi journal journal-export journal-json json jvm-gc k8s-audit k8s-events kea kernel klog kodi kong kubectl-events kubectl-prefix lambda leef libvirt lighttpd linkerd log4j log4j2-json log4js logcat logcli logfmt lograge logrus logrus-console loguru ltsv lxc m365 macos maven meraki mikrotik minecraft modsecurity-audit modsecurity-json mongodb mongodb-text monolog morgan mosquitto mysql-error mysql-general mysql-slow nagios nats neo4j-query nest netlogon nextflow nexus nginx-error nginx-json nginx-main nginx-proxy-manager nginx-rt nginx-stream nginx-times nim nlb nlog npm npmplus nps nps-xml odoo okta openlitespeed openstack openvpn openvswitch openwrt oracle-alert otlp palo-alto passenger pfsense pgbouncer php php-fpm php-fpm-access php-server pihole pino pino-pretty plex pm2 postfix postgres postgres-csv postgres-json proftpd prosody proxifier proxmox pve-firewall python questdb rabbitmq rack rails rails-dev redis rocksdb route53 route53-resolver rsync s3 salt samba serilog sidekiq slog slog-term slog-text snort solr sonicwall spark spdlog splunkd spring sqlserver squid squid-cache srcds sshd stamped stern strace supercomputer suricata svlogd swift-log syslog syslog-iso syslog5424 tcpdump td-agent teamcity telegraf tidb timbre tinylog tomcat tracing tracing-pretty tracing-text traefik traefik-json trino tsv ttcc unbound unreal update-alternatives uvicorn uwsgi vault-audit veeam vhost vmware vpc-flow vsftpd w3c wazuh wazuh-alerts weblogic webmin websphere windows-cbs windows-dhcp windows-dns windows-event windows-firewall windows-xml winston xferlog xorg yii zabbix zap zap-console zeek zeek-json zephyr zerolog zerolog-console zookeeper zoraxy zscaler" -- "${cur}"))
                    return 0
                    ;;
                --field)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -f)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --delimiter)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --by)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                -k)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --routes)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mmdb)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --replace)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --weight)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ratio)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --distinct)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --across)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --grep)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -g)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --exclude)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -x)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --where)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -w)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --measure)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                -m)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --compare)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --as)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --top-lines)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bin-width)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --range)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --scale)
                    COMPREPLY=($(compgen -W "auto linear log" -- "${cur}"))
                    return 0
                    ;;
                --percentiles)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --precision)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --start)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -s)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --end)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -e)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bucket)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -b)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --window)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --time-format)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --time-column)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tz)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --year)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --min-change)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --rollup)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idle)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --spare)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --try)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --outlier-rule)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --outlier-on)
                    COMPREPLY=($(compgen -W "count share hits ratio ratio_low distinct mean_rate peak active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --top)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -n)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sort)
                    COMPREPLY=($(compgen -W "value count share outlier score error hits ratio ratio_low distinct distinct_error example first last mean_rate peak peak_at active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --having)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --columns)
                    COMPREPLY=($(compgen -W "value count share outlier score error hits ratio ratio_low distinct distinct_error example first last mean_rate peak peak_at active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "text json ndjson csv tsv markdown html nft ipset nginx haproxy prometheus graphite influx nagios" -- "${cur}"))
                    return 0
                    ;;
                -O)
                    COMPREPLY=($(compgen -W "text json ndjson csv tsv markdown html nft ipset nginx haproxy prometheus graphite influx nagios" -- "${cur}"))
                    return 0
                    ;;
                --section)
                    COMPREPLY=($(compgen -W "input alerts sources unmatched summary values matrix time timeline frequencies changes change_values gaps limits limit_steps limit_config replay replay_values distribution lines histogram numeric_outliers columns correlations contingency association subject standing makeup siblings hours subject_lines signs log log_columns rollup heat sides moves total_moves" -- "${cur}"))
                    return 0
                    ;;
                --write)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --style)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --prefix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --width)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fail-if)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --warn-if)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --threads)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -j)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --every)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --last)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --lateness)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-values)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-memory)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-line)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --save-state)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --checkpoint)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --block-size)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        streamstats__subcmd__explain)
            opts="-p -P -f -d -k -g -x -w -N -m -t -s -e -b -o -n -r -O -q -j -F -h --pattern --preset --field --delimiter --by --routes --mmdb --replace --weight --ratio --distinct --across --grep --exclude --where --numeric --measure --compare --as --top-lines --bins --bin-width --range --scale --percentiles --precision --time --start --end --bucket --window --time-format --time-column --tz --year --no-seek --changes --min-change --rollup --merge-templates --heat --idle --limits --spare --try --outliers --outlier-rule --outlier-on --top --sort --reverse --having --columns --output --section --write --timeout --style --prefix --color --width --ascii --quiet --fail-if --warn-if --fail-fast --threads --follow --screen --no-mouse --every --last --lateness --max-values --max-memory --max-line --save-state --checkpoint --strict --block-size --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --pattern)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --preset)
                    COMPREPLY=($(compgen -W "auto activemq adguard airflow akamai akka alb apache-error apache-ssl api-gateway apisix apt-history asterisk asterisk-cdr auditd aws-waf azure bgl bind bird bunkerweb bunyan bunyan-text caddy caddy-console calico capnslog cassandra cee cef celery ceph chi chromium chronicles cisco-asa cisco-ios clef clickhouse cloud-init cloudflare cloudfoundry cloudfront cloudtrail cmtrace combined combined-io combined-ms combined-number combined-s combined-us common common-more compose coredns couchdb cpanel cri csv cups cups-page datadog-agent db2diag django dmesg dnf dnsmasq docker dotnet-console dotnet-json dovecot dpkg duplicati echo ecs elb elixir emqx entra env-logger envoy envoy-json envoy-server erlang esp-idf esphome exchange exim factorio fail2ban fastly fern fiber filezilla firebird flexi-logger fluent-bit fluentd fly fortigate freeradius freeswitch frigate frr gcp gelf gh-run gin gitea github-audit gitlab glusterfs go gorouter gunicorn gunicorn-error haproxy haproxy-tcp hclog hclog-json hdfs healthapp heroku heroku-router home-assistant hpc htcondor htcondor-events ibm-mq icinga iis-native influxdb ingress-nginx java-logging jboss jenkins jfrog jitsi journal journal-export journal-json json jvm-gc k8s-audit k8s-events kea kernel klog kodi kong kubectl-events kubectl-prefix lambda leef libvirt lighttpd linkerd log4j log4j2-json log4js logcat logcli logfmt lograge logrus logrus-console loguru ltsv lxc m365 macos maven meraki mikrotik minecraft modsecurity-audit modsecurity-json mongodb mongodb-text monolog morgan mosquitto mysql-error mysql-general mysql-slow nagios nats neo4j-query nest netlogon nextflow nexus nginx-error nginx-json nginx-main nginx-proxy-manager nginx-rt nginx-stream nginx-times nim nlb nlog npm npmplus nps nps-xml odoo okta openlitespeed openstack openvpn openvswitch openwrt oracle-alert otlp palo-alto passenger pfsense pgbouncer php php-fpm php-fpm-access php-server pihole pino pino-pretty plex pm2 postfix postgres postgres-csv postgres-json proftpd prosody proxifier proxmox pve-firewall python questdb rabbitmq rack rails rails-dev redis rocksdb route53 route53-resolver rsync s3 salt samba serilog sidekiq slog slog-term slog-text snort solr sonicwall spark spdlog splunkd spring sqlserver squid squid-cache srcds sshd stamped stern strace supercomputer suricata svlogd swift-log syslog syslog-iso syslog5424 tcpdump td-agent teamcity telegraf tidb timbre tinylog tomcat tracing tracing-pretty tracing-text traefik traefik-json trino tsv ttcc unbound unreal update-alternatives uvicorn uwsgi vault-audit veeam vhost vmware vpc-flow vsftpd w3c wazuh wazuh-alerts weblogic webmin websphere windows-cbs windows-dhcp windows-dns windows-event windows-firewall windows-xml winston xferlog xorg yii zabbix zap zap-console zeek zeek-json zephyr zerolog zerolog-console zookeeper zoraxy zscaler" -- "${cur}"))
                    return 0
                    ;;
                -P)
                    COMPREPLY=($(compgen -W "auto activemq adguard airflow akamai akka alb apache-error apache-ssl api-gateway apisix apt-history asterisk asterisk-cdr auditd aws-waf azure bgl bind bird bunkerweb bunyan bunyan-text caddy caddy-console calico capnslog cassandra cee cef celery ceph chi chromium chronicles cisco-asa cisco-ios clef clickhouse cloud-init cloudflare cloudfoundry cloudfront cloudtrail cmtrace combined combined-io combined-ms combined-number combined-s combined-us common common-more compose coredns couchdb cpanel cri csv cups cups-page datadog-agent db2diag django dmesg dnf dnsmasq docker dotnet-console dotnet-json dovecot dpkg duplicati echo ecs elb elixir emqx entra env-logger envoy envoy-json envoy-server erlang esp-idf esphome exchange exim factorio fail2ban fastly fern fiber filezilla firebird flexi-logger fluent-bit fluentd fly fortigate freeradius freeswitch frigate frr gcp gelf gh-run gin gitea github-audit gitlab glusterfs go gorouter gunicorn gunicorn-error haproxy haproxy-tcp hclog hclog-json hdfs healthapp heroku heroku-router home-assistant hpc htcondor htcondor-events ibm-mq icinga iis-native influxdb ingress-nginx java-logging jboss jenkins jfrog jitsi journal journal-export journal-json json jvm-gc k8s-audit k8s-events kea kernel klog kodi kong kubectl-events kubectl-prefix lambda leef libvirt lighttpd linkerd log4j log4j2-json log4js logcat logcli logfmt lograge logrus logrus-console loguru ltsv lxc m365 macos maven meraki mikrotik minecraft modsecurity-audit modsecurity-json mongodb mongodb-text monolog morgan mosquitto mysql-error mysql-general mysql-slow nagios nats neo4j-query nest netlogon nextflow nexus nginx-error nginx-json nginx-main nginx-proxy-manager nginx-rt nginx-stream nginx-times nim nlb nlog npm npmplus nps nps-xml odoo okta openlitespeed openstack openvpn openvswitch openwrt oracle-alert otlp palo-alto passenger pfsense pgbouncer php php-fpm php-fpm-access php-server pihole pino pino-pretty plex pm2 postfix postgres postgres-csv postgres-json proftpd prosody proxifier proxmox pve-firewall python questdb rabbitmq rack rails rails-dev redis rocksdb route53 route53-resolver rsync s3 salt samba serilog sidekiq slog slog-term slog-text snort solr sonicwall spark spdlog splunkd spring sqlserver squid squid-cache srcds sshd stamped stern strace supercomputer suricata svlogd swift-log syslog syslog-iso syslog5424 tcpdump td-agent teamcity telegraf tidb timbre tinylog tomcat tracing tracing-pretty tracing-text traefik traefik-json trino tsv ttcc unbound unreal update-alternatives uvicorn uwsgi vault-audit veeam vhost vmware vpc-flow vsftpd w3c wazuh wazuh-alerts weblogic webmin websphere windows-cbs windows-dhcp windows-dns windows-event windows-firewall windows-xml winston xferlog xorg yii zabbix zap zap-console zeek zeek-json zephyr zerolog zerolog-console zookeeper zoraxy zscaler" -- "${cur}"))
                    return 0
                    ;;
                --field)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -f)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --delimiter)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --by)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                -k)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --routes)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mmdb)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --replace)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --weight)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ratio)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --distinct)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --across)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --grep)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -g)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --exclude)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -x)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --where)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -w)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --measure)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                -m)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --compare)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --as)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --top-lines)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bin-width)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --range)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --scale)
                    COMPREPLY=($(compgen -W "auto linear log" -- "${cur}"))
                    return 0
                    ;;
                --percentiles)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --precision)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --start)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -s)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --end)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -e)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bucket)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -b)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --window)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --time-format)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --time-column)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tz)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --year)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --min-change)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --rollup)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idle)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --spare)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --try)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --outlier-rule)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --outlier-on)
                    COMPREPLY=($(compgen -W "count share hits ratio ratio_low distinct mean_rate peak active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --top)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -n)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sort)
                    COMPREPLY=($(compgen -W "value count share outlier score error hits ratio ratio_low distinct distinct_error example first last mean_rate peak peak_at active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --having)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --columns)
                    COMPREPLY=($(compgen -W "value count share outlier score error hits ratio ratio_low distinct distinct_error example first last mean_rate peak peak_at active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "text json ndjson csv tsv markdown html nft ipset nginx haproxy prometheus graphite influx nagios" -- "${cur}"))
                    return 0
                    ;;
                -O)
                    COMPREPLY=($(compgen -W "text json ndjson csv tsv markdown html nft ipset nginx haproxy prometheus graphite influx nagios" -- "${cur}"))
                    return 0
                    ;;
                --section)
                    COMPREPLY=($(compgen -W "input alerts sources unmatched summary values matrix time timeline frequencies changes change_values gaps limits limit_steps limit_config replay replay_values distribution lines histogram numeric_outliers columns correlations contingency association subject standing makeup siblings hours subject_lines signs log log_columns rollup heat sides moves total_moves" -- "${cur}"))
                    return 0
                    ;;
                --write)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --style)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --prefix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --width)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fail-if)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --warn-if)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --threads)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -j)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --every)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --last)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --lateness)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-values)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-memory)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-line)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --save-state)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --checkpoint)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --block-size)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        streamstats__subcmd__help)
            opts="-h --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        streamstats__subcmd__inspect)
            opts="-p -P -f -d -k -g -x -w -N -m -t -s -e -b -o -n -r -O -q -j -F -h --pattern --preset --field --delimiter --by --routes --mmdb --replace --weight --ratio --distinct --across --grep --exclude --where --numeric --measure --compare --as --top-lines --bins --bin-width --range --scale --percentiles --precision --time --start --end --bucket --window --time-format --time-column --tz --year --no-seek --changes --min-change --rollup --merge-templates --heat --idle --limits --spare --try --outliers --outlier-rule --outlier-on --top --sort --reverse --having --columns --output --section --write --timeout --style --prefix --color --width --ascii --quiet --fail-if --warn-if --fail-fast --threads --follow --screen --no-mouse --every --last --lateness --max-values --max-memory --max-line --save-state --checkpoint --strict --block-size --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --pattern)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -p)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --preset)
                    COMPREPLY=($(compgen -W "auto activemq adguard airflow akamai akka alb apache-error apache-ssl api-gateway apisix apt-history asterisk asterisk-cdr auditd aws-waf azure bgl bind bird bunkerweb bunyan bunyan-text caddy caddy-console calico capnslog cassandra cee cef celery ceph chi chromium chronicles cisco-asa cisco-ios clef clickhouse cloud-init cloudflare cloudfoundry cloudfront cloudtrail cmtrace combined combined-io combined-ms combined-number combined-s combined-us common common-more compose coredns couchdb cpanel cri csv cups cups-page datadog-agent db2diag django dmesg dnf dnsmasq docker dotnet-console dotnet-json dovecot dpkg duplicati echo ecs elb elixir emqx entra env-logger envoy envoy-json envoy-server erlang esp-idf esphome exchange exim factorio fail2ban fastly fern fiber filezilla firebird flexi-logger fluent-bit fluentd fly fortigate freeradius freeswitch frigate frr gcp gelf gh-run gin gitea github-audit gitlab glusterfs go gorouter gunicorn gunicorn-error haproxy haproxy-tcp hclog hclog-json hdfs healthapp heroku heroku-router home-assistant hpc htcondor htcondor-events ibm-mq icinga iis-native influxdb ingress-nginx java-logging jboss jenkins jfrog jitsi journal journal-export journal-json json jvm-gc k8s-audit k8s-events kea kernel klog kodi kong kubectl-events kubectl-prefix lambda leef libvirt lighttpd linkerd log4j log4j2-json log4js logcat logcli logfmt lograge logrus logrus-console loguru ltsv lxc m365 macos maven meraki mikrotik minecraft modsecurity-audit modsecurity-json mongodb mongodb-text monolog morgan mosquitto mysql-error mysql-general mysql-slow nagios nats neo4j-query nest netlogon nextflow nexus nginx-error nginx-json nginx-main nginx-proxy-manager nginx-rt nginx-stream nginx-times nim nlb nlog npm npmplus nps nps-xml odoo okta openlitespeed openstack openvpn openvswitch openwrt oracle-alert otlp palo-alto passenger pfsense pgbouncer php php-fpm php-fpm-access php-server pihole pino pino-pretty plex pm2 postfix postgres postgres-csv postgres-json proftpd prosody proxifier proxmox pve-firewall python questdb rabbitmq rack rails rails-dev redis rocksdb route53 route53-resolver rsync s3 salt samba serilog sidekiq slog slog-term slog-text snort solr sonicwall spark spdlog splunkd spring sqlserver squid squid-cache srcds sshd stamped stern strace supercomputer suricata svlogd swift-log syslog syslog-iso syslog5424 tcpdump td-agent teamcity telegraf tidb timbre tinylog tomcat tracing tracing-pretty tracing-text traefik traefik-json trino tsv ttcc unbound unreal update-alternatives uvicorn uwsgi vault-audit veeam vhost vmware vpc-flow vsftpd w3c wazuh wazuh-alerts weblogic webmin websphere windows-cbs windows-dhcp windows-dns windows-event windows-firewall windows-xml winston xferlog xorg yii zabbix zap zap-console zeek zeek-json zephyr zerolog zerolog-console zookeeper zoraxy zscaler" -- "${cur}"))
                    return 0
                    ;;
                -P)
                    COMPREPLY=($(compgen -W "auto activemq adguard airflow akamai akka alb apache-error apache-ssl api-gateway apisix apt-history asterisk asterisk-cdr auditd aws-waf azure bgl bind bird bunkerweb bunyan bunyan-text caddy caddy-console calico capnslog cassandra cee cef celery ceph chi chromium chronicles cisco-asa cisco-ios clef clickhouse cloud-init cloudflare cloudfoundry cloudfront cloudtrail cmtrace combined combined-io combined-ms combined-number combined-s combined-us common common-more compose coredns couchdb cpanel cri csv cups cups-page datadog-agent db2diag django dmesg dnf dnsmasq docker dotnet-console dotnet-json dovecot dpkg duplicati echo ecs elb elixir emqx entra env-logger envoy envoy-json envoy-server erlang esp-idf esphome exchange exim factorio fail2ban fastly fern fiber filezilla firebird flexi-logger fluent-bit fluentd fly fortigate freeradius freeswitch frigate frr gcp gelf gh-run gin gitea github-audit gitlab glusterfs go gorouter gunicorn gunicorn-error haproxy haproxy-tcp hclog hclog-json hdfs healthapp heroku heroku-router home-assistant hpc htcondor htcondor-events ibm-mq icinga iis-native influxdb ingress-nginx java-logging jboss jenkins jfrog jitsi journal journal-export journal-json json jvm-gc k8s-audit k8s-events kea kernel klog kodi kong kubectl-events kubectl-prefix lambda leef libvirt lighttpd linkerd log4j log4j2-json log4js logcat logcli logfmt lograge logrus logrus-console loguru ltsv lxc m365 macos maven meraki mikrotik minecraft modsecurity-audit modsecurity-json mongodb mongodb-text monolog morgan mosquitto mysql-error mysql-general mysql-slow nagios nats neo4j-query nest netlogon nextflow nexus nginx-error nginx-json nginx-main nginx-proxy-manager nginx-rt nginx-stream nginx-times nim nlb nlog npm npmplus nps nps-xml odoo okta openlitespeed openstack openvpn openvswitch openwrt oracle-alert otlp palo-alto passenger pfsense pgbouncer php php-fpm php-fpm-access php-server pihole pino pino-pretty plex pm2 postfix postgres postgres-csv postgres-json proftpd prosody proxifier proxmox pve-firewall python questdb rabbitmq rack rails rails-dev redis rocksdb route53 route53-resolver rsync s3 salt samba serilog sidekiq slog slog-term slog-text snort solr sonicwall spark spdlog splunkd spring sqlserver squid squid-cache srcds sshd stamped stern strace supercomputer suricata svlogd swift-log syslog syslog-iso syslog5424 tcpdump td-agent teamcity telegraf tidb timbre tinylog tomcat tracing tracing-pretty tracing-text traefik traefik-json trino tsv ttcc unbound unreal update-alternatives uvicorn uwsgi vault-audit veeam vhost vmware vpc-flow vsftpd w3c wazuh wazuh-alerts weblogic webmin websphere windows-cbs windows-dhcp windows-dns windows-event windows-firewall windows-xml winston xferlog xorg yii zabbix zap zap-console zeek zeek-json zephyr zerolog zerolog-console zookeeper zoraxy zscaler" -- "${cur}"))
                    return 0
                    ;;
                --field)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -f)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --delimiter)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --by)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                -k)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --routes)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --mmdb)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --replace)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --weight)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ratio)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --distinct)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --across)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --grep)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -g)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --exclude)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -x)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --where)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -w)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --measure)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                -m)
                    COMPREPLY=($(compgen -W "access account action activity address age agent alert answer app application as_org asn auth auth_user available backend balancer bias billed billed_time billing bind bucket bytes cache call caller category certificate chain change channel cipher city class client client6 client_id client_port clock code code_line collection command completion connect_time connection connections container content_type context copies count country cpu data database date day db_time delay detail details device direction disposition drain dsn duration dyno edge elapsed end error error_code event exe facility fields file first_byte_time flag flags format forwarded forwarded_client frame frontend function gc guest gzip handshake_time header_time headers hierarchy hits host hour id idle in init_time inner_container inner_pod instance interface item jail job key kind label labels length length6 level line listener lock_time log_status logger mac machine memory memory_used message message_id metadata method minute module more name namespace node number object object_size opcode operation organization out owner package packets page part path pid plugin pod pool port prefix printer priority problem process program protocol protocol6 query query_id query_time queue_id queue_time queues rcode reason receive_time received received_bytes recipient referer region relay repeats repository request request_bytes request_cookie request_id request_length request_processing_time request_time request_time_us resource response response_cookie response_processing_time response_time rest result role route router router_time rows_examined rows_sent rule scheme script sender sent sent_bytes sequence serial server server6 service session severity signature source span stage start state statement station status status_class step stream subnet substatus subsystem subtype tag tags target target_group target_host target_status task template termination thread tid time tls topic trace trace_id transaction ttl turnaround_time type uid unit upstream upstream_address upstream_bytes upstream_connect_time upstream_received_bytes upstream_status upstream_time uptime url user user_agent vars vendor version view_time weekday win32_status worker xid zone" -- "${cur}"))
                    return 0
                    ;;
                --compare)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --as)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --top-lines)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bin-width)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --range)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --scale)
                    COMPREPLY=($(compgen -W "auto linear log" -- "${cur}"))
                    return 0
                    ;;
                --percentiles)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --precision)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --start)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -s)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --end)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -e)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bucket)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -b)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --window)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --time-format)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --time-column)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tz)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --year)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --min-change)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --rollup)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idle)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --spare)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --try)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --outlier-rule)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --outlier-on)
                    COMPREPLY=($(compgen -W "count share hits ratio ratio_low distinct mean_rate peak active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --top)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -n)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sort)
                    COMPREPLY=($(compgen -W "value count share outlier score error hits ratio ratio_low distinct distinct_error example first last mean_rate peak peak_at active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --having)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --columns)
                    COMPREPLY=($(compgen -W "value count share outlier score error hits ratio ratio_low distinct distinct_error example first last mean_rate peak peak_at active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "text json ndjson csv tsv markdown html nft ipset nginx haproxy prometheus graphite influx nagios" -- "${cur}"))
                    return 0
                    ;;
                -O)
                    COMPREPLY=($(compgen -W "text json ndjson csv tsv markdown html nft ipset nginx haproxy prometheus graphite influx nagios" -- "${cur}"))
                    return 0
                    ;;
                --section)
                    COMPREPLY=($(compgen -W "input alerts sources unmatched summary values matrix time timeline frequencies changes change_values gaps limits limit_steps limit_config replay replay_values distribution lines histogram numeric_outliers columns correlations contingency association subject standing makeup siblings hours subject_lines signs log log_columns rollup heat sides moves total_moves" -- "${cur}"))
                    return 0
                    ;;
                --write)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --style)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --prefix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --width)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fail-if)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --warn-if)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --threads)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -j)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --every)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --last)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --lateness)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-values)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-memory)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-line)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --save-state)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --checkpoint)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --block-size)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        streamstats__subcmd__merge)
            opts="-o -n -r -O -q -h --changes --min-change --rollup --merge-templates --heat --idle --limits --spare --try --outliers --outlier-rule --outlier-on --top --sort --reverse --having --columns --output --section --write --timeout --style --prefix --color --width --ascii --quiet --fail-if --warn-if --fail-fast --save-state --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --min-change)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --rollup)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --idle)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --spare)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --try)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --outlier-rule)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --outlier-on)
                    COMPREPLY=($(compgen -W "count share hits ratio ratio_low distinct mean_rate peak active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --top)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -n)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sort)
                    COMPREPLY=($(compgen -W "value count share outlier score error hits ratio ratio_low distinct distinct_error example first last mean_rate peak peak_at active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --having)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --columns)
                    COMPREPLY=($(compgen -W "value count share outlier score error hits ratio ratio_low distinct distinct_error example first last mean_rate peak peak_at active rate_p50 rate_p99 sessions longest_gap_seconds m_count m_sum m_mean m_min m_max m_p50 m_p90 m_p99" -- "${cur}"))
                    return 0
                    ;;
                --output)
                    COMPREPLY=($(compgen -W "text json ndjson csv tsv markdown html nft ipset nginx haproxy prometheus graphite influx nagios" -- "${cur}"))
                    return 0
                    ;;
                -O)
                    COMPREPLY=($(compgen -W "text json ndjson csv tsv markdown html nft ipset nginx haproxy prometheus graphite influx nagios" -- "${cur}"))
                    return 0
                    ;;
                --section)
                    COMPREPLY=($(compgen -W "input alerts sources unmatched summary values matrix time timeline frequencies changes change_values gaps limits limit_steps limit_config replay replay_values distribution lines histogram numeric_outliers columns correlations contingency association subject standing makeup siblings hours subject_lines signs log log_columns rollup heat sides moves total_moves" -- "${cur}"))
                    return 0
                    ;;
                --write)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --style)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --prefix)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --width)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --fail-if)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --warn-if)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --save-state)
                    local oldifs
                    if [ -n "${IFS+x}" ]; then
                        oldifs="$IFS"
                    fi
                    IFS=$'\n'
                    COMPREPLY=($(compgen -f "${cur}"))
                    if [ -n "${oldifs+x}" ]; then
                        IFS="$oldifs"
                    fi
                    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
                        compopt -o filenames
                    fi
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        streamstats__subcmd__preset)
            opts="-h --help list show save remove check"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        streamstats__subcmd__preset__subcmd__check)
            opts="-h --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        streamstats__subcmd__preset__subcmd__list)
            opts="-h --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        streamstats__subcmd__preset__subcmd__remove)
            opts="-h --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        streamstats__subcmd__preset__subcmd__save)
            opts="-h --description --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --description)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        streamstats__subcmd__preset__subcmd__show)
            opts="-h --help auto activemq adguard airflow akamai akka alb apache-error apache-ssl api-gateway apisix apt-history asterisk asterisk-cdr auditd aws-waf azure bgl bind bird bunkerweb bunyan bunyan-text caddy caddy-console calico capnslog cassandra cee cef celery ceph chi chromium chronicles cisco-asa cisco-ios clef clickhouse cloud-init cloudflare cloudfoundry cloudfront cloudtrail cmtrace combined combined-io combined-ms combined-number combined-s combined-us common common-more compose coredns couchdb cpanel cri csv cups cups-page datadog-agent db2diag django dmesg dnf dnsmasq docker dotnet-console dotnet-json dovecot dpkg duplicati echo ecs elb elixir emqx entra env-logger envoy envoy-json envoy-server erlang esp-idf esphome exchange exim factorio fail2ban fastly fern fiber filezilla firebird flexi-logger fluent-bit fluentd fly fortigate freeradius freeswitch frigate frr gcp gelf gh-run gin gitea github-audit gitlab glusterfs go gorouter gunicorn gunicorn-error haproxy haproxy-tcp hclog hclog-json hdfs healthapp heroku heroku-router home-assistant hpc htcondor htcondor-events ibm-mq icinga iis-native influxdb ingress-nginx java-logging jboss jenkins jfrog jitsi journal journal-export journal-json json jvm-gc k8s-audit k8s-events kea kernel klog kodi kong kubectl-events kubectl-prefix lambda leef libvirt lighttpd linkerd log4j log4j2-json log4js logcat logcli logfmt lograge logrus logrus-console loguru ltsv lxc m365 macos maven meraki mikrotik minecraft modsecurity-audit modsecurity-json mongodb mongodb-text monolog morgan mosquitto mysql-error mysql-general mysql-slow nagios nats neo4j-query nest netlogon nextflow nexus nginx-error nginx-json nginx-main nginx-proxy-manager nginx-rt nginx-stream nginx-times nim nlb nlog npm npmplus nps nps-xml odoo okta openlitespeed openstack openvpn openvswitch openwrt oracle-alert otlp palo-alto passenger pfsense pgbouncer php php-fpm php-fpm-access php-server pihole pino pino-pretty plex pm2 postfix postgres postgres-csv postgres-json proftpd prosody proxifier proxmox pve-firewall python questdb rabbitmq rack rails rails-dev redis rocksdb route53 route53-resolver rsync s3 salt samba serilog sidekiq slog slog-term slog-text snort solr sonicwall spark spdlog splunkd spring sqlserver squid squid-cache srcds sshd stamped stern strace supercomputer suricata svlogd swift-log syslog syslog-iso syslog5424 tcpdump td-agent teamcity telegraf tidb timbre tinylog tomcat tracing tracing-pretty tracing-text traefik traefik-json trino tsv ttcc unbound unreal update-alternatives uvicorn uwsgi vault-audit veeam vhost vmware vpc-flow vsftpd w3c wazuh wazuh-alerts weblogic webmin websphere windows-cbs windows-dhcp windows-dns windows-event windows-firewall windows-xml winston xferlog xorg yii zabbix zap zap-console zeek zeek-json zephyr zerolog zerolog-console zookeeper zoraxy zscaler"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
    esac
}

if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -F _streamstats -o nosort -o bashdefault -o default streamstats
else
    complete -F _streamstats -o bashdefault -o default streamstats
fi
