"""The messaging apps: what all connectors share. A connector knows its platform; nothing here knows one."""
