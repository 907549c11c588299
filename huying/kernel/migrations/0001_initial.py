import django.db.models.deletion
import django.db.models.manager
import huying.kernel.crypto
import huying.kernel.together
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        huying.kernel.together.CreateTogether(
            models=[migrations.CreateModel(
                name='Attempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60, unique=True)),
                    ('count', models.PositiveIntegerField(default=0)),
                    ('since', models.DateTimeField()),
                ],
            ), migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('pinyin', models.CharField(blank=True, db_index=True, max_length=120)),
                    ('gender', models.CharField(blank=True, choices=[('f', '女'), ('m', '男')], max_length=1)),
                    ('nation', models.CharField(blank=True, max_length=20)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('phone', huying.kernel.crypto.EncryptedField(blank=True)),
                    ('phone_index', models.CharField(blank=True, db_index=True, editable=False, max_length=32)),
                    ('id_card', huying.kernel.crypto.EncryptedField(blank=True)),
                    ('id_card_index', models.CharField(blank=True, db_index=True, editable=False, max_length=32)),
                    ('expertise', models.JSONField(blank=True, default=list, help_text='专长标签')),
                    ('is_expert', models.BooleanField(default=False)),
                ],
            ), migrations.CreateModel(
                name='Ran',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=40, unique=True)),
                    ('at', models.DateTimeField()),
                ],
            ), migrations.CreateModel(
                name='Worker',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=64, unique=True)),
                    ('since', models.DateTimeField()),
                    ('beat_at', models.DateTimeField(db_index=True)),
                ],
            ), migrations.CreateModel(
                name='Congress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=24, unique=True)),
                    ('name', models.CharField(max_length=80, unique=True)),
                    ('short', models.CharField(blank=True, max_length=20)),
                    ('level', models.CharField(choices=[('province', '省级'), ('city', '设区的市'), ('prefecture', '自治州'), ('county', '县级'), ('township', '乡级')], max_length=12)),
                    ('kind', models.CharField(blank=True, help_text='如 自治区、直辖市、自治县、区', max_length=24)),
                    ('division', models.CharField(blank=True, help_text='行政区划代码', max_length=9)),
                    ('host', models.CharField(blank=True, db_index=True, max_length=120)),
                    ('population', models.PositiveIntegerField(blank=True, null=True)),
                    ('profile', models.CharField(default='national', max_length=40)),
                    ('overrides', models.JSONField(blank=True, default=dict, help_text='本级规定：期限键 → 值、法规、条款、日期')),
                    ('switches', models.JSONField(blank=True, default=dict, help_text='本级设置')),
                    ('rules_version', models.PositiveIntegerField(default=1)),
                    ('digest', models.CharField(choices=[('sha256', 'SHA-256'), ('sm3', 'SM3')], default='sha256', max_length=8)),
                    ('is_active', models.BooleanField(default=True)),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='kernel.congress')),
                ],
            ), migrations.CreateModel(
                name='Case',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=32)),
                    ('title', models.CharField(max_length=200)),
                    ('opened_on', models.DateField()),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'number'), name='case_number')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='CalendarNotice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('year', models.PositiveSmallIntegerField()),
                    ('off', models.JSONField(default=list)),
                    ('work', models.JSONField(default=list)),
                    ('source', models.CharField(max_length=200)),
                    ('congress', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='kernel.congress')),
                ],
            ), migrations.CreateModel(
                name='Area',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('town', '乡镇'), ('street', '街道'), ('village', '村'), ('community', '社区')], max_length=12)),
                    ('name', models.CharField(max_length=80)),
                    ('division', models.CharField(blank=True, max_length=12)),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='kernel.area')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'parent', 'name'), name='area_name')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Admission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(max_length=20)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('born_at', models.DateTimeField()),
                    ('accepted_at', models.DateTimeField(null=True)),
                    ('left_on', models.DateField(null=True)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='admissions', to='kernel.membership', verbose_name='人员')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'state'], name='admission_state')],
                    'constraints': [models.UniqueConstraint(fields=('congress', 'member'), name='one_admission')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Counter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60)),
                    ('value', models.PositiveIntegerField(default=0)),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'key'), name='counter_key')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='District',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField()),
                    ('name', models.CharField(max_length=80)),
                    ('seats', models.PositiveSmallIntegerField(default=1)),
                    ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='kernel.area')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'number'), name='district_number')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Entry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(max_length=20)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('due_on', models.DateField(blank=True, editable=False, null=True)),
                    ('born_at', models.DateTimeField()),
                    ('kind', models.CharField(max_length=40)),
                    ('row_id', models.PositiveBigIntegerField()),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'kind', 'row_id'), name='one_entry')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Field',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=40)),
                    ('name', models.CharField(max_length=40)),
                    ('aliases', models.JSONField(blank=True, default=list)),
                    ('order', models.PositiveSmallIntegerField(default=0)),
                    ('is_active', models.BooleanField(default=True, verbose_name='使用中')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='kernel.field')),
                ],
                options={
                    'ordering': ['order', 'pk'],
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'code'), name='field_code')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Link',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=16)),
                    ('at', models.DateTimeField()),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='linked_from', to='kernel.case')),
                ],
                options={
                    'abstract': False,
                    'base_manager_name': 'everywhere',
                    'default_manager_name': 'objects',
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('admin', '管理员'), ('clerk', '人大机关工作人员'), ('leader', '领导'), ('keeper', '联络员'), ('deputy', '人大代表'), ('handler', '承办单位经办人'), ('public', '群众'), ('house', '平台')], max_length=12)),
                    ('title', models.CharField(blank=True, max_length=60)),
                    ('since', models.DateField(blank=True, null=True)),
                    ('until', models.DateField(blank=True, null=True)),
                    ('is_active', models.BooleanField(default=True)),
                    ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='kernel.area')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='kernel.organ')),
                    ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='kernel.person')),
                    ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='members', to='kernel.unit')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'role'], name='membership_role'), models.Index(fields=['congress', 'unit'], name='membership_unit')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=32, unique=True)),
                    ('resets', models.BooleanField(default=False)),
                    ('at', models.DateTimeField()),
                    ('expires_at', models.DateTimeField()),
                    ('used_at', models.DateTimeField(null=True)),
                    ('admission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='kernel.admission')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                ],
                options={
                    'abstract': False,
                    'base_manager_name': 'everywhere',
                    'default_manager_name': 'objects',
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Import',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sheet', models.CharField(max_length=40)),
                    ('name', models.CharField(max_length=150)),
                    ('place', models.CharField(max_length=120)),
                    ('sha256', models.CharField(max_length=64)),
                    ('mapping', models.JSONField(default=dict)),
                    ('headers', models.JSONField(default=list)),
                    ('state', models.CharField(choices=[('ready', 'ready'), ('running', 'running'), ('done', 'done')], default='ready', max_length=8)),
                    ('total', models.PositiveIntegerField()),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('created', models.PositiveIntegerField(default=0)),
                    ('updated', models.PositiveIntegerField(default=0)),
                    ('unchanged', models.PositiveIntegerField(default=0)),
                    ('errors', models.JSONField(default=list)),
                    ('at', models.DateTimeField()),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='File',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject_kind', models.CharField(blank=True, max_length=24)),
                    ('subject_id', models.PositiveBigIntegerField(default=0)),
                    ('name', models.CharField(max_length=150)),
                    ('kind', models.CharField(max_length=8)),
                    ('size', models.PositiveBigIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('received_sha256', models.CharField(max_length=64)),
                    ('place', models.CharField(max_length=120)),
                    ('at', models.DateTimeField()),
                    ('scan', models.CharField(choices=[('off', 'off'), ('clean', 'clean')], default='off', max_length=8)),
                    ('is_public', models.BooleanField(default=False)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'subject_kind', 'subject_id'], name='file_subject')],
                    'constraints': [models.UniqueConstraint(fields=('case', 'subject_kind', 'subject_id', 'received_sha256'), name='file_once')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=80)),
                    ('data', models.JSONField(default=dict)),
                    ('at', models.DateTimeField()),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='kernel.membership')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['at'], name='draft_at')],
                    'constraints': [models.UniqueConstraint(fields=('congress', 'member', 'key'), name='one_draft_a_form')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Cover',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateField()),
                    ('until', models.DateField()),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('absent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covered_by', to='kernel.membership')),
                    ('stand_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='covers', to='kernel.membership')),
                ],
                options={
                    'abstract': False,
                    'base_manager_name': 'everywhere',
                    'default_manager_name': 'objects',
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject_kind', models.CharField(blank=True, max_length=24)),
                    ('subject_id', models.PositiveBigIntegerField(null=True)),
                    ('step', models.CharField(max_length=60)),
                    ('text', models.CharField(blank=True, max_length=200)),
                    ('at', models.DateTimeField()),
                    ('read_at', models.DateTimeField(null=True)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='kernel.membership')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'to', '-at'], name='notice_to'), models.Index(condition=models.Q(('sent_at__isnull', True)), fields=['at'], name='notice_unsent')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Delivery',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('channel', models.CharField(max_length=12)),
                    ('to', huying.kernel.crypto.EncryptedField(blank=True)),
                    ('text', huying.kernel.crypto.EncryptedField(blank=True)),
                    ('state', models.CharField(default='waiting', max_length=8)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('at', models.DateTimeField()),
                    ('due_at', models.DateTimeField()),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('error', models.CharField(blank=True, max_length=200)),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='kernel.membership')),
                    ('notice', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='kernel.notice')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='delivery_due')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('notice__isnull', False)), fields=('notice', 'channel'), name='once_a_channel')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Organ',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('standing_committee', '常务委员会'), ('chairpersons', '主任会议'), ('party_group', '党组'), ('special_committee', '专门委员会'), ('working_committee', '工作委员会'), ('office', '办公室'), ('presidium', '主席团'), ('delegation', '代表团'), ('deputy_group', '代表小组'), ('professional_group', '专业小组')], max_length=24)),
                    ('name', models.CharField(max_length=80)),
                    ('size', models.PositiveIntegerField(blank=True, help_text='组成人员名额', null=True)),
                    ('is_active', models.BooleanField(default=True)),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='kernel.organ')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'name'), name='organ_name')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
            name='Origin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sheet', models.CharField(max_length=40)),
                ('identity', models.CharField(max_length=120)),
                ('said', models.JSONField(default=dict)),
                ('row_id', models.PositiveBigIntegerField()),
                ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
            ],
            options={
                'base_manager_name': 'everywhere',
                'constraints': [models.UniqueConstraint(fields=('congress', 'sheet', 'identity'), name='one_origin')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ), migrations.CreateModel(
                name='Account',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('username', models.CharField(max_length=60, unique=True)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('is_active', models.BooleanField(default=True)),
                    ('must_change', models.BooleanField(default=False)),
                    ('epoch', models.PositiveIntegerField(default=0)),
                    ('date_joined', models.DateTimeField(blank=True, null=True)),
                    ('person', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='account', to='kernel.person')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Preference',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('channels', models.JSONField(default=list)),
                    ('daily', models.BooleanField(default=False)),
                    ('wechat', huying.kernel.crypto.EncryptedField(blank=True)),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='preferences', to='kernel.membership')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'member'), name='one_preference')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Progress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=200)),
                    ('state', models.CharField(choices=[('waiting', '等待办理'), ('running', '正在办理'), ('done', '已办完'), ('failed', '没有办成')], default='waiting', max_length=8)),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('total', models.PositiveIntegerField(default=0)),
                    ('message', models.CharField(blank=True, max_length=500)),
                    ('result', models.JSONField(default=list)),
                    ('failures', models.JSONField(default=list)),
                    ('url', models.CharField(blank=True, max_length=300)),
                    ('url_label', models.CharField(blank=True, max_length=60)),
                    ('task', models.CharField(blank=True, db_index=True, max_length=40)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'by', '-at'], name='progress_by')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='RuleChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60)),
                    ('value', models.JSONField(null=True)),
                    ('law', models.CharField(blank=True, max_length=200)),
                    ('article', models.CharField(blank=True, max_length=80)),
                    ('adopted_on', models.DateField(blank=True, null=True)),
                    ('at', models.DateTimeField()),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'abstract': False,
                    'base_manager_name': 'everywhere',
                    'default_manager_name': 'objects',
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='SearchDoc',
                fields=[
                    ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                    ('kind', models.CharField(max_length=24)),
                    ('object_id', models.PositiveBigIntegerField()),
                    ('text', models.TextField()),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'kind', 'object_id'), name='searchdoc_object')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Term',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('starts_on', models.DateField()),
                    ('ends_on', models.DateField(blank=True, null=True)),
                    ('seats', models.PositiveIntegerField(blank=True, help_text='代表名额', null=True)),
                    ('extra_five_percent', models.BooleanField(default=False, help_text='另加百分之五')),
                    ('committee_size', models.PositiveIntegerField(blank=True, null=True)),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'number'), name='term_number')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Session',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=80)),
                    ('opens_on', models.DateField()),
                    ('closes_on', models.DateField(blank=True, null=True)),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='kernel.term')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'term', 'number'), name='session_number')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Token',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('scopes', models.JSONField(default=list)),
                    ('expires_at', models.DateTimeField()),
                    ('revoked_at', models.DateTimeField(null=True)),
                    ('used_on', models.DateField(null=True)),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tokens', to='kernel.membership')),
                ],
                options={
                    'abstract': False,
                    'base_manager_name': 'everywhere',
                    'default_manager_name': 'objects',
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Trace',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.PositiveBigIntegerField()),
                    ('subject_kind', models.CharField(max_length=24)),
                    ('subject_id', models.PositiveBigIntegerField()),
                    ('step', models.CharField(max_length=60)),
                    ('source', models.CharField(blank=True, max_length=20)),
                    ('target', models.CharField(max_length=20)),
                    ('at', models.DateTimeField()),
                    ('facts', models.JSONField(default=dict)),
                    ('note', models.TextField(blank=True)),
                    ('salt', models.CharField(max_length=32)),
                    ('note_digest', models.CharField(blank=True, max_length=64)),
                    ('subject_digest', models.CharField(max_length=64)),
                    ('key', models.CharField(max_length=40, null=True)),
                    ('previous', models.CharField(max_length=64)),
                    ('hash', models.CharField(max_length=64)),
                    ('acted_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.membership')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='traces', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'subject_kind', 'subject_id', 'seq'], name='trace_subject')],
                    'constraints': [models.UniqueConstraint(fields=('congress', 'seq'), name='trace_seq'), models.UniqueConstraint(condition=models.Q(('key__isnull', False)), fields=('congress', 'key'), name='trace_key')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Unit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80)),
                    ('short', models.CharField(blank=True, max_length=20)),
                    ('kind', models.CharField(choices=[('government', '人民政府（办公室）'), ('department', '政府工作部门'), ('supervisory', '监察委员会'), ('court', '人民法院'), ('procuratorate', '人民检察院'), ('town', '乡镇人民政府、街道办事处'), ('organisation', '其他机关和组织')], default='department', max_length=16)),
                    ('head', models.CharField(blank=True, max_length=40)),
                    ('contact', models.CharField(blank=True, max_length=40)),
                    ('telephone', models.CharField(blank=True, max_length=40)),
                    ('duties', models.TextField(blank=True, help_text='职责清单')),
                    ('is_active', models.BooleanField(default=True)),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='kernel.unit')),
                    ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.unit')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'name'), name='unit_name')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Clock',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subject_kind', models.CharField(max_length=24)),
                    ('subject_id', models.PositiveBigIntegerField()),
                    ('kind', models.CharField(max_length=40)),
                    ('started_on', models.DateField()),
                    ('due_on', models.DateField(null=True)),
                    ('explanation', models.JSONField(default=dict)),
                    ('met_at', models.DateTimeField(null=True)),
                    ('dropped_at', models.DateTimeField(null=True)),
                    ('lamp', models.CharField(default='ok', max_length=4)),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='kernel.case')),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'indexes': [models.Index(fields=['congress', 'subject_kind', 'subject_id'], name='clock_subject'), models.Index(condition=models.Q(('dropped_at__isnull', True), ('met_at__isnull', True)), fields=['congress', 'due_on'], name='clock_open')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='Checkpoint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('seq', models.PositiveBigIntegerField()),
                    ('hash', models.CharField(max_length=64)),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress', 'day'), name='one_checkpoint_a_day')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            ), migrations.CreateModel(
                name='ChainHead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seq', models.PositiveBigIntegerField(default=0)),
                    ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                    ('congress', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.congress')),
                ],
                options={
                    'base_manager_name': 'everywhere',
                    'constraints': [models.UniqueConstraint(fields=('congress',), name='one_head')],
                },
                managers=[
                    ('objects', django.db.models.manager.Manager()),
                    ('everywhere', django.db.models.manager.Manager()),
                ],
            )],
        ),
    ]
